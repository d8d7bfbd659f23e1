import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { openWebhook } from "../../src/delivery/webhook.ts";
import { describeError } from "../../src/model/errors.ts";
import type { EventDraft, LogEvent } from "../../src/model/event.ts";
import { PUSHED_TYPES, type PushedType } from "../../src/model/news.ts";
import { openWebhookSink } from "../support/webhook-sink.ts";

const SECRET = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
const event = { id: "event_1", type: "entity.added", data: { op: "added" } } as unknown as LogEvent;
const signal = AbortSignal.timeout(10_000);

test("a push verifies with the Standard Webhooks library and carries the event's id", async () => {
  await using sink = await openWebhookSink();
  await using webhook = openWebhook({ url: sink.url, secret: SECRET });
  await webhook.push(event, new Date(), signal);
  const [received] = sink.received;
  expect(received?.headers["webhook-id"]).toBe("event_1");
  const verified = new Webhook(SECRET).verify(
    received?.body ?? "",
    received?.headers as Record<string, string>,
  );
  expect(verified).toEqual(event);
});

test("a body that was tampered with does not verify", async () => {
  await using sink = await openWebhookSink();
  await using webhook = openWebhook({ url: sink.url, secret: SECRET });
  await webhook.push(event, new Date(), signal);
  const [received] = sink.received;
  const tampered = received?.body.replace("added", "moved") ?? "";
  expect(() =>
    new Webhook(SECRET).verify(tampered, received?.headers as Record<string, string>),
  ).toThrow();
});

test("an answer other than 2xx is an error that may come right, and shows no secret of the URL", async () => {
  await using sink = await openWebhookSink();
  sink.status = 500;
  await using webhook = openWebhook({ url: sink.url, secret: SECRET });
  const error = await webhook.push(event, new Date(), signal).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "deliver/refused", retryable: true });
  expect(describeError(error)).toContain("it answered 500");
  expect(describeError(error)).not.toContain("secret-token");
});

test("nobody at the other end is the same kind of error", async () => {
  const sink = await openWebhookSink();
  await sink[Symbol.asyncDispose]();
  await using webhook = openWebhook({ url: sink.url, secret: SECRET });
  await expect(webhook.push(event, new Date(), signal)).rejects.toMatchObject({
    code: "deliver/refused",
  });
});

test("only the substantive news of today is wanted where no types are named", () => {
  const news = (type: string, data: object) => ({ type, data }) as unknown as EventDraft;
  const plain = openWebhook({ url: "http://localhost:1", secret: SECRET });
  const added = { op: "added", class: "substantive", historical: false };
  expect(plain.isWanted(news("entity.added", added))).toBe(true);
  expect(plain.isWanted(news("entity.added", { ...added, historical: true }))).toBe(false);
  expect(plain.isWanted(news("entity.modified", { ...added, class: "citation" }))).toBe(false);
  expect(plain.isWanted(news("entity.codified", { ...added, class: "editorial" }))).toBe(false);
  const rule = { historical: false, claimsAgree: true, problems: [] };
  expect(plain.isWanted(news("rule.published", rule))).toBe(false);
  expect(plain.isWanted(news("rule.published", { ...rule, claimsAgree: false }))).toBe(true);
  expect(plain.isWanted(news("rule.withdrawn", rule))).toBe(true);
  expect(plain.isWanted(news("list.baselined", {}))).toBe(false);
});

// Whoever asked for `rule.published` was pushed the rules of the month before the baseline, on the first start.
test("of types that are named no history is pushed, and of entries what is substantive", () => {
  const wanted = (type: PushedType, data: object) => {
    const chosen = openWebhook({ url: "http://localhost:1", secret: SECRET, types: [type] });
    return chosen.isWanted({ type, data } as unknown as EventDraft);
  };
  expect(wanted("rule.published", { historical: false })).toBe(true);
  expect(wanted("rule.published", { historical: true })).toBe(false);
  expect(wanted("entity.modified", { class: "substantive", historical: false })).toBe(true);
  expect(wanted("entity.modified", { class: "citation", historical: false })).toBe(false);
  expect(wanted("entity.modified", { class: "substantive", historical: true })).toBe(false);
  expect(wanted("entity.codified", { class: "editorial", historical: false })).toBe(true);
  const rules = openWebhook({ url: "http://localhost:1", secret: SECRET, types: PUSHED_TYPES });
  const baseline = { type: "list.baselined", data: { historical: false } };
  expect(rules.isWanted(baseline as unknown as EventDraft)).toBe(false);
});

test("an endpoint is known by its URL, however that is spelt, and shows nothing of it", () => {
  const idOf = (url: string) => openWebhook({ url, secret: SECRET }).id;
  expect(idOf("https://Example.com")).toBe(idOf("https://example.com/"));
  expect(idOf("https://example.com/?token=a")).not.toBe(idOf("https://example.com/?token=b"));
  expect(idOf("https://example.com/secret-token")).toMatch(/^endpoint_[0-9a-f]{32}$/);
});
