import { describe, expect, test } from "vitest";
import { createHostMemory } from "../../src/db/store/hosts.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import type { HostMemory } from "../../src/model/delivery/host-state.ts";
import { PipelineError } from "../../src/model/errors.ts";
import { createRateLimiter } from "../../src/sources/rate-limiter.ts";
import { scratchFolder } from "../support/scratch.ts";

const URL_A = "https://a.example/one";
const URL_B = "https://b.example/one";
const signal = AbortSignal.timeout(30_000);
const silence = new PipelineError("fetch/unreachable", "GET: it answered 503");
const robot = new PipelineError("fetch/interstitial", "GET: it answered with an HTML page");
const missing = new PipelineError("fetch/status", "GET: it answered 404");
const wishing = (retryAfterMs: number) =>
  new PipelineError("fetch/unreachable", "GET: it answered 429", { context: { retryAfterMs } });

function watch(memory?: HostMemory) {
  const clock = { now: Date.parse("2025-03-28T13:00:00Z") };
  const rateLimiter = createRateLimiter({
    ...(memory === undefined ? {} : { memory }),
    minIntervalMs: 0,
    now: () => clock.now,
    // No jitter: 0.75 + 0.5 × 0.5.
    random: () => 0.5,
  });
  const isAsked = async (url = URL_A) => {
    try {
      await rateLimiter.turn(url, signal);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "fetch/unreachable", retryable: true });
      return false;
    }
  };
  const fail = async (error: unknown, times = 1) => {
    for (let left = times; left > 0; left -= 1) {
      expect(await isAsked()).toBe(true);
      await rateLimiter.failed(URL_A, error);
    }
  };
  return { clock, rateLimiter, isAsked, fail };
}

describe("a failing host", () => {
  test("is asked as ever until it has failed five times in a row", async () => {
    const { fail, isAsked } = watch();
    await fail(silence, 5);
    expect(await isAsked()).toBe(false);
  });

  test("is then asked once after 15 s, 30 s and each minute, until it answers", async () => {
    const { clock, rateLimiter, fail, isAsked } = watch();
    await fail(silence, 5);
    for (const seconds of [15, 30, 60, 60]) {
      clock.now += seconds * 1000 - 1;
      expect(await isAsked()).toBe(false);
      clock.now += 1;
      await fail(silence);
    }
    clock.now += 60_000;
    expect(await isAsked()).toBe(true);
    // Nobody else before that one has an answer.
    expect(await isAsked()).toBe(false);
    await rateLimiter.answered(URL_A);
    expect(await isAsked()).toBe(true);
    await fail(silence, 4);
    expect(await isAsked()).toBe(true);
  });

  test("that takes this client for a robot is left in peace for up to a quarter of an hour", async () => {
    const { clock, fail, isAsked } = watch();
    await fail(robot, 5);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      clock.now += minutes * 60_000 - 1;
      expect(await isAsked()).toBe(false);
      clock.now += 1;
      await fail(robot);
    }
  });

  test("reports the time of the next request and the last error", async () => {
    const { rateLimiter, fail } = watch();
    await fail(silence, 5);
    await expect(rateLimiter.turn(URL_A, signal)).rejects.toMatchObject({
      message: `GET ${URL_A}: no request before 2025-03-28T13:00:15.000Z: a.example failed 5 times in a row, last: GET: it answered 503`,
      context: { retryAfterMs: 15_000 },
    });
  });

  test("does not hold up another", async () => {
    const { fail, isAsked } = watch();
    await fail(silence, 5);
    expect(await isAsked(URL_B)).toBe(true);
  });

  test("is healthy as soon as it answers, even with an error status", async () => {
    const { fail, isAsked } = watch();
    await fail(silence, 4);
    await fail(missing);
    await fail(silence, 4);
    expect(await isAsked()).toBe(true);
  });

  test("whose probe never comes back is asked again after two minutes", async () => {
    const { clock, fail, isAsked } = watch();
    await fail(silence, 5);
    clock.now += 15_000;
    expect(await isAsked()).toBe(true);
    clock.now += 119_999;
    expect(await isAsked()).toBe(false);
    clock.now += 1;
    expect(await isAsked()).toBe(true);
  });
});

test("what a host asks for is kept by whoever asks next, of any process", async () => {
  const folder = scratchFolder();
  using store = openStore(folder);
  const before = watch(createHostMemory(store));
  await before.fail(wishing(40_000));
  const after = watch(createHostMemory(store));
  after.clock.now += 39_999;
  expect(await after.isAsked()).toBe(false);
  after.clock.now += 1;
  expect(await after.isAsked()).toBe(true);
});

test("what a clock that ran ahead has noted holds no host shut once it is put right", async () => {
  const { clock, fail, isAsked } = watch();
  const right = clock.now;
  clock.now += 24 * 3_600_000;
  await fail(wishing(40_000));
  clock.now = right;
  expect(await isAsked()).toBe(true);
});

test("requests to one host start an interval apart, whichever process asks", async () => {
  using store = openStore(scratchFolder());
  const memory = createHostMemory(store);
  const [before, after] = [1, 2].map(() => createRateLimiter({ memory, minIntervalMs: 50 }));
  const started = Date.now();
  const askedAfterMs = async (rateLimiter = before, url = URL_A) => {
    await rateLimiter?.turn(url, signal);
    return Date.now() - started;
  };
  const [, second, third] = await Promise.all([
    askedAfterMs(),
    askedAfterMs(after),
    askedAfterMs(before),
    askedAfterMs(after, URL_B),
  ]);
  // Timers of Node may ring a millisecond early; a busy machine only makes them late.
  expect(second).toBeGreaterThanOrEqual(49);
  expect(third).toBeGreaterThanOrEqual(98);
});
