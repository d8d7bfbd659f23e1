import { describe, expect, test } from "vitest";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import { getDelivery } from "../../../src/db/subscribers/deliveries.ts";
import { countDeliveries } from "../../../src/db/subscribers/tallies.ts";
import { mintEndpointId } from "../../../src/model/identity.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { addedRow, makeRow, makeRuleFacts } from "../../support/small-world.ts";
import { openWebhookSink, type WebhookSink } from "../../support/webhook-sink.ts";

const RULE = makeRuleFacts({ added: [addedRow("Gamma"), addedRow("Delta")] });
const WORLD = { rows: [makeRow("Alpha")], rules: [RULE], date: "2025-03-24" };

function webhookTo(sink: WebhookSink) {
  const secret = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
  return { url: sink.url, secret, types: null };
}

function names(sink: WebhookSink): string[] {
  return sink.received.map(({ body }) => JSON.parse(body).data.after.name);
}

describe("delivery", () => {
  test("pushes each of a rule's news once, and neither the baseline nor the rule", async () => {
    await using sink = await openWebhookSink();
    const { store, sync, run } = await openTestPipeline(WORLD, { webhook: webhookTo(sink) });
    await sync();
    await run({ step: "sweep" });
    expect(names(sink).sort()).toEqual(["Delta", "Gamma"]);
    expect(countDeliveries(store.db)).toEqual([
      { endpointId: mintEndpointId(sink.url), state: "delivered", events: 2 },
    ]);
  });

  test("retries when due, under the same id, until the receiver accepts it", async () => {
    await using sink = await openWebhookSink();
    sink.status = 500;
    const { store, sync, run, clock } = await openTestPipeline(WORLD, { webhook: webhookTo(sink) });
    await sync();
    expect(sink.received).toHaveLength(2);
    await run({ step: "sweep" });
    expect(sink.received).toHaveLength(2);

    sink.status = 204;
    clock.now = new Date(clock.now.getTime() + 10_000);
    await run({ step: "sweep" });
    expect(sink.received).toHaveLength(4);
    const ids = sink.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids.slice(2))).toEqual(new Set(ids.slice(0, 2)));
    expect(countDeliveries(store.db)).toMatchObject([{ state: "delivered", events: 2 }]);
  });

  test("gives a delivery up after three days of refusals, with a notice", async () => {
    await using sink = await openWebhookSink();
    sink.status = 500;
    const { store, sync, run, clock } = await openTestPipeline(WORLD, { webhook: webhookTo(sink) });
    const started = clock.now.getTime();
    const endpointId = mintEndpointId(sink.url);
    await sync();
    for (let hours = 0; hours < 24 * 5; hours += 1) {
      clock.now = new Date(clock.now.getTime() + 3_600_000);
      await run({ step: "sweep" });
      if (getDelivery(store.db, endpointId, 3)?.state === "dead") break;
    }
    const days = (clock.now.getTime() - started) / 86_400_000;
    expect(days).toBeGreaterThan(2);
    expect(days).toBeLessThan(5);
    expect(getDelivery(store.db, endpointId, 3)).toMatchObject({
      state: "dead",
      lastError: expect.stringContaining("it answered 500"),
    });
    expect(listNotices(store.db, 9).map(({ type }) => type)).toContain("delivery.dead");
  });

  test("sent but not recorded is sent again under the same id: at least once", async () => {
    await using sink = await openWebhookSink();
    let crashes = 1;
    const { sync, run } = await openTestPipeline(WORLD, {
      webhook: webhookTo(sink),
      onBoundary: (name) => {
        if (!name.startsWith("deliver sent") || crashes === 0) return;
        crashes -= 1;
        throw new Error("the process died here");
      },
    });
    await sync();
    await run({ step: "sweep" });
    // Both were in one batch.
    expect(sink.received).toHaveLength(4);
    const ids = sink.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(2);
  });
});
