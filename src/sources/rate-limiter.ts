/** Rate limiter and circuit breaker per host: spaces requests, honours Retry-After, and backs off while a host is failing. */

import { setTimeout as sleep } from "node:timers/promises";
import type { HostMemory, HostState } from "../model/delivery/host-state.ts";
import { type ErrorCode, PipelineError } from "../model/errors.ts";

export interface RateLimiterOptions {
  /** Minimum time between the starts of two requests to one host. */
  readonly minIntervalMs?: number;
  /** Consecutive failures that open the circuit breaker. Infinity disables it. */
  readonly shutAfter?: number;
  /** Keeps the state in memory by default. */
  readonly memory?: HostMemory;
  /** Milliseconds since 1970; replaced only in tests. */
  readonly now?: () => number;
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
}

export interface RateLimiter {
  /**
   * Waits for the turn of this request. After a backoff, only one request goes through as a probe.
   * @throws PipelineError fetch/unreachable, at once, while the circuit is open
   */
  turn(url: string, signal: AbortSignal): Promise<void>;
  /** Records a successful request. */
  answered(url: string): Promise<void>;
  /** Records a failed request. An error status or a damaged body still counts as an answer of a healthy host. */
  failed(url: string, error: unknown): Promise<void>;
}

/** A maintainer of the Federal Register's API asked for at most one request a second (2019). */
const MIN_INTERVAL_MS = 1_000;
const SHUT_AFTER = 5;
/**
 * First and longest backoff of a failing host; it doubles with each failure. The longest one is a minute, so that a new rule is noticed
 * soon after the host recovers. A client that is treated as a robot must wait longer.
 */
const SHUT_MS: Partial<Record<ErrorCode, readonly [number, number]>> = {
  "fetch/unreachable": [15_000, 60_000],
  "fetch/interstitial": [60_000, 15 * 60_000],
};
/** A probe that never returns blocks the next one for at most this long. */
const PROBE_MS = 120_000;
/** Upper limits of a backoff and of waiting requests. Anything beyond is a clock error. */
const MAX_SHUT_MS = 3_600_000;
const MAX_WAITING = 100;
const HEALTHY: HostState = { freeAt: 0, shutUntil: 0, failures: 0, reason: "" };

export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const { minIntervalMs = MIN_INTERVAL_MS, shutAfter = SHUT_AFTER } = options;
  const { memory = inProcess(), now = Date.now, random = Math.random } = options;
  const stateOf = (host: string): HostState => {
    const state = memory.read(host) ?? HEALTHY;
    // Times further in the future were written by a wrong clock.
    const isFar = ({ freeAt, shutUntil }: HostState) =>
      freeAt - now() > MAX_WAITING * minIntervalMs || shutUntil - now() > MAX_SHUT_MS;
    return isFar(state) ? { ...state, freeAt: 0, shutUntil: 0 } : state;
  };
  const isFailing = ({ failures }: HostState) => failures >= shutAfter;

  const answered = async (url: string): Promise<void> => {
    const { host } = new URL(url);
    const { failures, freeAt } = stateOf(host);
    if (failures > 0) await memory.write(host, { ...HEALTHY, freeAt });
  };

  return {
    turn: async (url, signal) => {
      const { host } = new URL(url);
      const state = stateOf(host);
      if (now() < state.shutUntil) throw shut(url, host, state, now());
      const turn = Math.max(now(), state.freeAt);
      const freeAt = turn + minIntervalMs * (1 + 0.1 * random());
      const shutUntil = isFailing(state) ? turn + PROBE_MS : 0;
      await memory.write(host, { ...state, freeAt, shutUntil });
      if (turn > now()) await sleep(turn - now(), undefined, { signal });
    },
    answered,
    failed: async (url, error) => {
      const times = error instanceof PipelineError ? SHUT_MS[error.code] : undefined;
      if (!(error instanceof PipelineError) || times === undefined) return answered(url);
      const { host } = new URL(url);
      const state = { ...stateOf(host), reason: error.message };
      const failures = state.failures + 1;
      const [first, longest] = times;
      const doubled = Math.min(longest, first * 2 ** Math.min(failures - shutAfter, 30));
      const backoffMs = failures < shutAfter ? 0 : doubled * (0.75 + 0.5 * random());
      const requestedMs = Number(error.context["retryAfterMs"] ?? 0);
      const shutMs = shutAfter === Number.POSITIVE_INFINITY ? 0 : Math.max(backoffMs, requestedMs);
      await memory.write(host, { ...state, failures, shutUntil: shutMs > 0 ? now() + shutMs : 0 });
    },
  };
}

function shut(url: string, host: string, state: HostState, now: number): PipelineError {
  const { failures, reason, shutUntil } = state;
  const until = new Date(shutUntil).toISOString();
  return new PipelineError(
    "fetch/unreachable",
    `GET ${url}: no request before ${until}: ${host} failed ${failures} times in a row, last: ${reason}`,
    {
      hint: "the service retries by itself; check the network if this continues",
      retryable: true,
      context: { retryAfterMs: shutUntil - now },
    },
  );
}

function inProcess(): HostMemory {
  const states = new Map<string, HostState>();
  return {
    read: (host) => states.get(host) ?? null,
    write: async (host, state) => void states.set(host, state),
  };
}
