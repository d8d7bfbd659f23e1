import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { openPusher, type Target } from "../../src/delivery/pusher.ts";
import { mintSecret, rotate, SECRET_PATTERN } from "../../src/delivery/secret.ts";
import { openAnsweringThread } from "../support/answering-thread.ts";
import { until } from "../support/until.ts";
import { openWebhookSink, type WebhookSink } from "../support/webhook-sink.ts";

const SECRET = mintSecret();
const EVENT = { id: "event_1", body: JSON.stringify({ id: "event_1", data: { op: "added" } }) };
const signal = AbortSignal.timeout(20_000);

function targetOf(sink: Pick<WebhookSink, "url">, secrets = [{ secret: SECRET, until: null }]) {
  return { url: sink.url, secrets, reach: "any" } as const satisfies Target;
}

function verify(sink: WebhookSink, secret: string): unknown {
  const received = sink.received.at(-1);
  return new Webhook(secret).verify(
    received?.body ?? "",
    received?.headers as Record<string, string>,
  );
}

test("a push verifies with the Standard Webhooks library and carries the event's id", async () => {
  await using sink = await openWebhookSink();
  await using pusher = openPusher();
  const answer = await pusher.push(targetOf(sink), EVENT, new Date(), signal);
  expect(answer).toMatchObject({ status: 204, error: null, retryAfterMs: null });
  expect(sink.received[0]?.headers).toMatchObject({
    "webhook-id": "event_1",
    "content-type": "application/cloudevents+json",
  });
  expect(verify(sink, SECRET)).toEqual(JSON.parse(EVENT.body));
});

test("a secret that is made is one that a receiver's library takes", () => {
  expect(SECRET).toMatch(SECRET_PATTERN);
  expect(() => new Webhook(SECRET)).not.toThrow();
});

test("while a secret is rotated both sign; past the overlap only the new one does", async () => {
  await using sink = await openWebhookSink();
  await using pusher = openPusher();
  const [now, next] = [new Date(), mintSecret()];
  const until = new Date(now.getTime() + 60_000);
  const secrets = rotate([{ secret: SECRET, until: null }], next, until, now);
  await pusher.push({ ...targetOf(sink), secrets }, EVENT, now, signal);
  expect(sink.received[0]?.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  expect(verify(sink, SECRET)).toEqual(verify(sink, next));

  // The library's clock is the real one, and forgives five minutes.
  await pusher.push({ ...targetOf(sink), secrets }, EVENT, until, signal);
  expect(verify(sink, next)).toEqual(JSON.parse(EVENT.body));
  expect(() => verify(sink, SECRET)).toThrow();
});

test("a secret that has had its time is forgotten at the next rotation", () => {
  const [first, second, third] = [mintSecret(), mintSecret(), mintSecret()];
  const [noon, one, two] = ["12", "13", "14"].map((hour) => new Date(`2025-03-28T${hour}:00:00Z`));
  if (noon === undefined || one === undefined || two === undefined) throw new Error("no time");
  const rotated = rotate([{ secret: first, until: null }], second, one, noon);
  expect(rotate(rotated, third, two, noon).map(({ secret }) => secret)).toEqual([
    ...[third, second, first],
  ]);
  expect(rotate(rotated, third, two, one).map(({ secret }) => secret)).toEqual([third, second]);
  // Without an overlap the former one signs no more.
  expect(rotate([{ secret: first, until: null }], second, noon, noon)).toEqual([
    { secret: second, until: null },
  ]);
});

test("a body that was tampered with does not verify", async () => {
  await using sink = await openWebhookSink();
  await using pusher = openPusher();
  await pusher.push(targetOf(sink), EVENT, new Date(), signal);
  const [received] = sink.received;
  const tampered = received?.body.replace("added", "moved") ?? "";
  expect(tampered).toContain("moved");
  expect(() =>
    new Webhook(SECRET).verify(tampered, received?.headers as Record<string, string>),
  ).toThrow();
});

test.each([301, 302, 307, 308, 400, 404, 410, 429, 500, 503])(
  "an answer of %i is a refusal, and shows nothing of the URL",
  async (status) => {
    await using sink = await openWebhookSink();
    sink.status = status;
    await using pusher = openPusher();
    const answer = await pusher.push(targetOf(sink), EVENT, new Date(), signal);
    expect(answer).toMatchObject({ status, error: `it answered ${status}` });
    expect(sink.received).toHaveLength(1);
  },
);

test("a redirect is a refusal that names its origin alone, and where it points beside", async () => {
  await using sink = await openWebhookSink();
  sink.status = 301;
  await using pusher = openPusher();
  for (const [location, url] of [
    ["https://www.example.com/a?token=secret", "https://www.example.com/a?token=secret"],
    ["/moved", new URL("/moved", sink.url).href],
  ] as const) {
    sink.headers = { location };
    expect(await pusher.push(targetOf(sink), EVENT, new Date(), signal)).toMatchObject({
      status: 301,
      error: `it answered 301 with a redirect to ${new URL(url).origin}, which is not followed`,
      location: url,
    });
  }
  expect(sink.received).toHaveLength(2);
});

test.each([
  ["120", 120_000],
  ["Fri, 28 Mar 2025 13:10:00 GMT", 600_000],
  ["Fri, 28 Mar 2025 12:00:00 GMT", 0],
  ["soon", null],
])("Retry-After: %s is understood", async (value, retryAfterMs) => {
  await using sink = await openWebhookSink();
  sink.status = 503;
  sink.headers = { "retry-after": value };
  await using pusher = openPusher();
  const answer = await pusher.push(targetOf(sink), EVENT, new Date("2025-03-28T13:00:00Z"), signal);
  expect(answer.retryAfterMs).toBe(retryAfterMs);
});

test("a missing receiver and a closed connection are failures without a status", async () => {
  await using sink = await openWebhookSink();
  await using pusher = openPusher();
  sink.status = "none";
  const dropped = await pusher.push(targetOf(sink), EVENT, new Date(), signal);
  const gone = await openWebhookSink();
  await gone[Symbol.asyncDispose]();
  const refused = await pusher.push(targetOf(gone), EVENT, new Date(), signal);
  for (const answer of [dropped, refused]) {
    expect(answer).toMatchObject({ status: null, error: expect.any(String) });
    expect(answer.error).not.toContain("secret-token");
  }
  expect(refused.error).toContain("ECONNREFUSED");
});

test("one who hangs, and one who answers a byte at a time, are late and no longer waited for", async () => {
  await using sink = await openWebhookSink();
  await using pusher = openPusher({ timeoutMs: 200 });
  sink.status = "hang";
  expect(await pusher.push(targetOf(sink), EVENT, new Date(), signal)).toMatchObject({
    status: null,
    error: "no answer within 0.2 s",
  });
  sink.status = "drip";
  const answer = await pusher.push(targetOf(sink), EVENT, new Date(), signal);
  expect(answer).toMatchObject({ status: 200, error: null });
  expect(answer.durationMs).toBeGreaterThanOrEqual(190);
});

test("an endless answer is not read to its end", async () => {
  await using sink = await openWebhookSink();
  sink.status = "flood";
  await using pusher = openPusher();
  expect(await pusher.push(targetOf(sink), EVENT, new Date(), signal)).toMatchObject({
    status: 200,
    error: null,
  });
});

test("a stop of the process is no answer", async () => {
  await using sink = await openWebhookSink();
  sink.status = "hang";
  await using pusher = openPusher();
  const stop = new AbortController();
  const pushing = pusher.push(targetOf(sink), EVENT, new Date(), stop.signal);
  stop.abort(new Error("the service stops"));
  await expect(pushing).rejects.toThrow("the service stops");
});

describe("while this process is blocked", () => {
  const timeoutMs = 600;
  const block = (ms: number): void => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  };

  test("an answer that came meanwhile is neither late nor slow", async () => {
    await using receiver = await openAnsweringThread();
    await using pusher = openPusher({ timeoutMs });
    const pushing = pusher.push(targetOf(receiver), EVENT, new Date(), signal);
    await until("the request received", async () => receiver.received() === 1);
    receiver.allow(1);
    receiver.blockUntilAnswered(1);
    block(2 * timeoutMs);
    const answer = await pushing;
    expect(answer).toMatchObject({ status: 204, error: null });
    expect(answer.durationMs).toBeLessThan(timeoutMs);
  });

  test("a connection that waits is not late either", async () => {
    await using receiver = await openAnsweringThread();
    await using pusher = openPusher({ timeoutMs });
    receiver.allow(1);
    const pushing = pusher.push(targetOf(receiver), EVENT, new Date(), signal);
    block(2 * timeoutMs);
    const answer = await pushing;
    expect(answer).toMatchObject({ status: 204, error: null });
    expect(answer.durationMs).toBeLessThan(2 * timeoutMs);
  });

  test("one who hangs is late all the same, in turns of blocked and free time", async () => {
    await using sink = await openWebhookSink();
    sink.status = "hang";
    await using pusher = openPusher({ timeoutMs: 200 });
    const pushing = pusher.push(targetOf(sink), EVENT, new Date(), signal);
    const blocking = setInterval(() => block(60), 70);
    const answer = await pushing;
    clearInterval(blocking);
    expect(answer).toMatchObject({ status: null, error: "no answer within 0.2 s" });
    expect(answer.durationMs).toBeGreaterThanOrEqual(199);
  });
});

test("a stop ends every push of the process at once", async () => {
  await using sink = await openWebhookSink();
  sink.status = "hang";
  await using pusher = openPusher();
  const stop = new AbortController();
  const target = targetOf(sink);
  const pushing = Array.from({ length: 20 }, () =>
    pusher.push(target, EVENT, new Date(), stop.signal),
  );
  stop.abort(new Error("the service stops"));
  const settled = await Promise.allSettled(pushing);
  expect(settled.map(({ status }) => status)).toEqual(Array(20).fill("rejected"));
});

test("a receiver that announces its answer first is judged by the answer", async () => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.writeHead(503, { "retry-after": "7" }).end("later");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await using pusher = openPusher();
  const answer = await pusher.push(targetOf({ url }), EVENT, new Date(), signal);
  expect(answer).toMatchObject({ status: 503, error: "it answered 503", retryAfterMs: 7_000 });
  server.close();
  server.closeAllConnections();
});
