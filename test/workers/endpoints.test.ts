import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { lastSequence } from "../../src/db/log/log.ts";
import { lastNoticeOf, listNotices } from "../../src/db/log/source-checks.ts";
import { dueDeliveries, getDelivery, listDeliveries } from "../../src/db/subscribers/deliveries.ts";
import { changeEndpoint, getEndpoint } from "../../src/db/subscribers/endpoints.ts";
import { readTallies, tallyOf } from "../../src/db/subscribers/tallies.ts";
import { WAITS_MS } from "../../src/model/delivery/retry-schedule.ts";
import { fillNews } from "../support/fill-news.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { makeRow } from "../support/small-world.ts";
import { openWebhookSink, type WebhookSink } from "../support/webhook-sink.ts";

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
const WORLD = { rows: [makeRow("Alpha")], rules: [], date: "2025-03-24" };

async function openHouse() {
  const pipeline = await openTestPipeline(WORLD);
  const { store, clock, run, endpointService } = pipeline;
  const pass = async (ms: number): Promise<void> => {
    clock.now = new Date(clock.now.getTime() + ms);
    await run({ step: "sweep" });
  };
  return {
    ...pipeline,
    pass,
    news: (count: number, country = "CN") =>
      fillNews(store, lastSequence(store.db) + count, { now: clock.now, country }),
    stateOf: (id: string) => getEndpoint(store.db, id),
    tally: (id: string) => tallyOf(readTallies(store.db), id),
    add: (sink: Pick<WebhookSink, "url">, wanted = {}) =>
      endpointService.create({ url: sink.url, ...wanted }),
  };
}

function received(sink: WebhookSink): number[] {
  return sink.received.map(({ body }) => Number(JSON.parse(body).sequence));
}

describe("an endpoint", () => {
  test("receives future events, or those from a given sequence, and only those matching its filter", async () => {
    await using all = await openWebhookSink();
    await using late = await openWebhookSink();
    await using some = await openWebhookSink();
    const { add, news, pass } = await openHouse();
    news(3);
    add(late);
    add(all, { from: 2 });
    add(some, { filter: { countries: ["RU"] } });
    news(1);
    news(1, "RU");
    await pass(0);
    expect(received(late).sort()).toEqual([4, 5]);
    expect(received(all).sort()).toEqual([2, 3, 4, 5]);
    expect(received(some)).toEqual([5]);
  });

  test("that is paused receives nothing, and all missed events when it is resumed", async () => {
    await using sink = await openWebhookSink();
    const { add, news, pass, endpointService, tally } = await openHouse();
    const { endpoint } = add(sink);
    endpointService.pause(endpoint.id);
    news(2);
    await pass(DAY_MS);
    expect(received(sink)).toEqual([]);
    expect(tally(endpoint.id)).toEqual({ pending: 2, delivered: 0, dead: 0 });
    endpointService.resume(endpoint.id);
    await pass(0);
    expect(received(sink).sort()).toEqual([1, 2]);
  });

  test("that answers 410 is disabled at once, with a notice, and keeps its pending events", async () => {
    await using sink = await openWebhookSink();
    sink.status = 410;
    const { add, news, pass, endpointService, stateOf, store } = await openHouse();
    const { id } = add(sink).endpoint;
    news(1);
    await pass(0);
    news(2);
    await pass(DAY_MS);
    expect(sink.received).toHaveLength(1);
    expect(stateOf(id)).toMatchObject({ state: "disabled", stateReason: "it answered 410 Gone" });
    const notice = lastNoticeOf(store.db, "endpoint.disabled", id);
    expect(notice?.message).toMatch(/^it answered 410 Gone; its pending events wait/);

    sink.status = 200;
    endpointService.enable(id);
    await pass(0);
    expect(received(sink).sort()).toEqual([1, 1, 2, 3]);
    expect(stateOf(id)).toMatchObject({ state: "active", stateReason: null, failingSince: null });
  });

  test("that fails for five days without a success is disabled; one success in between prevents that", async () => {
    await using dead = await openWebhookSink();
    await using weak = await openWebhookSink();
    const { add, news, pass, stateOf, store } = await openHouse();
    const [{ id }, other] = [add(dead).endpoint, add(weak).endpoint];
    [dead.status, weak.status] = [500, 500];
    for (let hours = 0; hours <= 126; hours += 6) {
      news(1);
      weak.status = hours === 60 ? 200 : 500;
      await pass(6 * HOUR_MS);
    }
    expect(stateOf(id)).toMatchObject({ state: "disabled" });
    expect(stateOf(id)?.stateReason).toMatch(/^it accepted nothing since .* it answered 500/);
    expect(stateOf(other.id)).toMatchObject({ state: "active" });
    const disabled = listNotices(store.db, 99).filter(({ type }) => type === "endpoint.disabled");
    expect(disabled.map(({ subject }) => subject)).toEqual([id]);
  });

  test("is not disabled by days in which the service was off", async () => {
    await using sink = await openWebhookSink();
    sink.status = 500;
    const { add, news, pass, stateOf } = await openHouse();
    const { id } = add(sink).endpoint;
    news(1);
    await pass(0);
    await pass(6 * DAY_MS);
    expect(sink.received).toHaveLength(2);
    expect(stateOf(id)).toMatchObject({ state: "active" });
  });

  test("is paused as long as its Retry-After asks, and at most six hours", async () => {
    await using sink = await openWebhookSink();
    [sink.status, sink.headers] = [503, { "retry-after": "1200" }];
    const { add, news, pass, stateOf, clock } = await openHouse();
    const { id } = add(sink).endpoint;
    news(1);
    await pass(0);
    news(1);
    await pass(19 * MINUTE_MS);
    expect(sink.received).toHaveLength(1);
    sink.headers = { "retry-after": "864000" };
    await pass(2 * MINUTE_MS);
    expect(sink.received).toHaveLength(2);
    const held = Date.parse(stateOf(id)?.heldUntil ?? "") - clock.now.getTime();
    expect(held).toBe(6 * HOUR_MS);
    await pass(5 * HOUR_MS);
    expect(sink.received).toHaveLength(2);
    sink.status = 200;
    await pass(HOUR_MS + 1);
    expect(new Set(received(sink))).toEqual(new Set([1, 2]));
    expect(stateOf(id)).toMatchObject({ heldUntil: null, failingSince: null });
  });

  test("is retried on schedule, each wait within a fifth of its length, for about three days", async () => {
    await using sink = await openWebhookSink();
    sink.status = 500;
    const { add, news, pass, store, clock } = await openHouse();
    const { id } = add(sink).endpoint;
    news(1);
    await pass(0);
    for (const [at, waitMs] of WAITS_MS.entries()) {
      const delivery = getDelivery(store.db, id, 1);
      const setMs = Date.parse(delivery?.dueAt ?? "") - clock.now.getTime();
      expect(setMs).toBeGreaterThanOrEqual(waitMs * 0.8);
      expect(setMs).toBeLessThanOrEqual(waitMs * 1.2);
      await pass(setMs - 1);
      expect(sink.received).toHaveLength(at + 1);
      await pass(1);
      // The pause of a failing endpoint is up to a minute longer than the shortest waits.
      if (sink.received.length === at + 1) await pass(MINUTE_MS);
      expect(sink.received).toHaveLength(at + 2);
    }
    expect(getDelivery(store.db, id, 1)).toMatchObject({ state: "dead", lastStatus: 500 });
    const ids = new Set(sink.received.map(({ headers }) => headers["webhook-id"]));
    expect(ids.size).toBe(1);
    await pass(DAY_MS);
    expect(sink.received).toHaveLength(WAITS_MS.length + 1);
  });

  test("gets dead deliveries again singly, all, or by range, with a new retry schedule", async () => {
    await using sink = await openWebhookSink();
    const { add, news, pass, endpointService, store, tally } = await openHouse();
    const { id } = add(sink).endpoint;
    news(3);
    await pass(0);
    expect(received(sink).sort()).toEqual([1, 2, 3]);
    sink.status = 500;
    news(2);
    for (let day = 0; day < 70; day += 1) await pass(2 * HOUR_MS);
    // The endpoint is disabled long before its end; dead deliveries stay dead.
    const dead = listDeliveries(store.db, id, { state: "dead", after: 0, limit: 9 });
    expect(dead.length).toBeGreaterThan(0);
    const [first] = dead;
    sink.status = 200;
    endpointService.enable(id);
    await pass(0);
    sink.received.length = 0;
    expect(
      endpointService.replay(id, { range: [first?.sequence ?? 0, first?.sequence ?? 0] }),
    ).toBe(1);
    await pass(0);
    expect(received(sink)).toEqual([first?.sequence]);
    endpointService.replay(id, { dead: true });
    await pass(0);
    expect(tally(id)).toEqual({ pending: 0, delivered: 5, dead: 0 });
    sink.received.length = 0;
    expect(endpointService.replay(id, { range: [2, 4] })).toBe(3);
    await pass(0);
    expect(received(sink).sort()).toEqual([2, 3, 4]);
    expect(() => endpointService.replay("endpoint_unknown", { dead: true })).toThrow(
      expect.objectContaining({ code: "endpoint/unknown" }),
    );
  });

  test("gets both signatures while a secret is rotated, and only the new one afterwards", async () => {
    await using sink = await openWebhookSink();
    const { add, news, pass, endpointService, clock } = await openHouse();
    clock.now = new Date();
    const { endpoint, secret } = add(sink);
    const verify = (key: string) => {
      const { body, headers } = sink.received.at(-1) ?? { body: "", headers: {} };
      return new Webhook(key).verify(body, headers as Record<string, string>);
    };
    news(1);
    await pass(0);
    expect(verify(secret)).toMatchObject({ sequence: "000000000001" });
    const rotated = endpointService.rotate(endpoint.id, { overlapHours: 0.01 });
    news(1);
    await pass(0);
    expect(verify(secret)).toEqual(verify(rotated.secret));
    news(1);
    await pass(60_000);
    expect(verify(rotated.secret)).toMatchObject({ sequence: "000000000003" });
    expect(() => verify(secret)).toThrow();
  });

  test("is tested by an event that is not logged, and its answer changes nothing", async () => {
    await using sink = await openWebhookSink();
    sink.status = 500;
    const { add, endpointService, stateOf } = await openHouse();
    const { endpoint } = add(sink);
    expect(await endpointService.test(endpoint.id)).toMatchObject({
      status: 500,
      error: "it answered 500",
    });
    expect(JSON.parse(sink.received[0]?.body ?? "")).toMatchObject({
      specversion: "1.0",
      type: "endpoint.test",
      subject: endpoint.id,
    });
    expect(stateOf(endpoint.id)).toEqual(endpoint);
  });

  test("that is deleted is forgotten, and an open batch for it is dropped", async () => {
    await using sink = await openWebhookSink();
    const { add, news, pass, endpointService, stateOf, run } = await openHouse();
    const { id } = add(sink).endpoint;
    news(1);
    await pass(0);
    endpointService.remove(id);
    const told = { status: 200, error: null, retryAfterMs: null, durationMs: 1 };
    await run({ step: "record", endpointId: id, outcomes: [{ sequence: 1, attempt: 1, ...told }] });
    news(1);
    await pass(0);
    expect(received(sink)).toEqual([1]);
    expect(stateOf(id)).toBe(undefined);
  });

  test("whose secret cannot be opened is disabled, and the others continue", async () => {
    await using sink = await openWebhookSink();
    const { add, pass, news, store, stateOf } = await openHouse();
    const { id } = add(sink).endpoint;
    const other = add(sink).endpoint;
    changeEndpoint(store.db, id, { sealedSecrets: "sealed.00.AA" });
    news(1);
    await pass(0);
    expect(stateOf(id)).toMatchObject({ state: "disabled" });
    expect(stateOf(other.id)).toMatchObject({ state: "active" });
    expect(received(sink)).toEqual([1]);
  });
});

// A delivery refused under a clock a year ahead waited for that year.
test("a clock that ran ahead does not postpone deliveries by that time", async () => {
  await using sink = await openWebhookSink();
  const { add, news, pass, clock, store } = await openHouse();
  const { id } = add(sink).endpoint;
  const right = clock.now;
  sink.status = 500;
  news(2);
  await pass(365 * DAY_MS);
  expect(sink.received.length).toBeGreaterThan(0);
  clock.now = right;
  sink.status = 200;
  expect(dueDeliveries(store.db, id, clock.now, 9)).toEqual([]);
  await pass(MINUTE_MS);
  await pass(MINUTE_MS);
  expect(new Set(received(sink))).toEqual(new Set([1, 2]));
  expect(getDelivery(store.db, id, 1)).toMatchObject({ state: "delivered" });
});

test("a clock that ran ahead does not postpone by that time the end of an endpoint that always fails", async () => {
  await using dead = await openWebhookSink();
  const { add, news, pass, clock, stateOf } = await openHouse();
  const { id } = add(dead).endpoint;
  dead.status = 500;
  const right = clock.now;
  news(1);
  await pass(365 * DAY_MS);
  clock.now = right;
  for (let hours = 0; hours <= 132; hours += 6) {
    news(1);
    await pass(6 * HOUR_MS);
  }
  expect(stateOf(id)).toMatchObject({ state: "disabled" });
});

test("deliveries older than a month are no longer recorded; pending ones are kept at any age", async () => {
  await using sink = await openWebhookSink();
  await using closed = await openWebhookSink();
  const { add, news, pass, endpointService, tally } = await openHouse();
  const [{ id }, paused] = [add(sink).endpoint, add(closed).endpoint];
  endpointService.pause(paused.id);
  news(3);
  await pass(0);
  await pass(29 * DAY_MS);
  expect(tally(id)).toMatchObject({ delivered: 3 });
  await pass(2 * DAY_MS);
  expect(tally(id)).toMatchObject({ delivered: 0 });
  expect(tally(paused.id)).toMatchObject({ pending: 3 });
  // The log keeps the events themselves.
  expect(endpointService.replay(id, { range: [1, 2] })).toBe(2);
});
