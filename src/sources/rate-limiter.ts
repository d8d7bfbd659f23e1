/** How a host is asked: one turn after another, not before it wishes to be, and seldom while it ails. */

import { setTimeout as sleep } from "node:timers/promises";
import type { HostMemory, HostState } from "../model/delivery/host-state.ts";
import { type ErrorCode, PipelineError } from "../model/errors.ts";

export interface RateLimiterOptions {
  /** Between the starts of two requests to one host. */
  readonly minIntervalMs?: number;
  /** Failures in a row, after which it is asked seldom. Infinite, it is never shut, whatever it asks for. */
  readonly shutAfter?: number;
  /** In this process alone where it is left out. */
  readonly memory?: HostMemory;
  /** In ms since 1970; always the real clock but in tests. */
  readonly now?: () => number;
  /** In 0..1. */
  readonly random?: () => number;
}

export interface RateLimiter {
  /**
   * Waits until the host may be asked. Where it is shut, only one request is let through at the end of that time, to see.
   * @throws PipelineError fetch/unreachable, at once, while it is shut
   */
  turn(url: string, signal: AbortSignal): Promise<void>;
  /** It answered. */
  heard(url: string): void;
  /** A refusal or a damaged body is an answer as well: the host is well, whatever is wrong with the document. */
  failed(url: string, error: unknown): void;
}

/** A maintainer of the Federal Register's API asked for at most this (2019). */
const MIN_INTERVAL_MS = 1_000;
const SHUT_AFTER = 5;
/**
 * First and longest time for which a host that ails is shut, doubled with each failure. A rule is to be known within a
 * minute of its display as soon as its host is well again; who is taken for a robot must be more patient.
 */
const SHUT_MS: Partial<Record<ErrorCode, readonly [number, number]>> = {
  "fetch/unreachable": [15_000, 60_000],
  "fetch/interstitial": [60_000, 15 * 60_000],
};
/** A probe that never comes back holds up the next one no longer than this. */
const PROBE_MS = 120_000;
/** No host is shut for longer, and never do so many wait for their turn. */
const MAX_SHUT_MS = 3_600_000;
const MAX_WAITING = 100;
const WELL: HostState = { freeAt: 0, shutUntil: 0, failures: 0, reason: "" };

export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const { minIntervalMs = MIN_INTERVAL_MS, shutAfter = SHUT_AFTER } = options;
  const { memory = inProcess(), now = Date.now, random = Math.random } = options;
  const stateOf = (host: string): HostState => {
    const state = memory.read(host) ?? WELL;
    // Whatever lies further ahead was noted by a clock that was wrong.
    const isFar = ({ freeAt, shutUntil }: HostState) =>
      freeAt - now() > MAX_WAITING * minIntervalMs || shutUntil - now() > MAX_SHUT_MS;
    return isFar(state) ? { ...state, freeAt: 0, shutUntil: 0 } : state;
  };
  const isAiling = ({ failures }: HostState) => failures >= shutAfter;

  const heard = (url: string): void => {
    const { host } = new URL(url);
    const { failures, freeAt } = stateOf(host);
    if (failures > 0) memory.write(host, { ...WELL, freeAt });
  };

  return {
    turn: async (url, signal) => {
      const { host } = new URL(url);
      const state = stateOf(host);
      if (now() < state.shutUntil) throw shut(url, host, state, now());
      const turn = Math.max(now(), state.freeAt);
      const freeAt = turn + minIntervalMs * (1 + 0.1 * random());
      const shutUntil = isAiling(state) ? turn + PROBE_MS : 0;
      memory.write(host, { ...state, freeAt, shutUntil });
      if (turn > now()) await sleep(turn - now(), undefined, { signal });
    },
    heard,
    failed: (url, error) => {
      const times = error instanceof PipelineError ? SHUT_MS[error.code] : undefined;
      if (!(error instanceof PipelineError) || times === undefined) return heard(url);
      const { host } = new URL(url);
      const state = { ...stateOf(host), reason: error.message };
      const failures = state.failures + 1;
      const [first, longest] = times;
      const doubled = Math.min(longest, first * 2 ** Math.min(failures - shutAfter, 30));
      const backoffMs = failures < shutAfter ? 0 : doubled * (0.75 + 0.5 * random());
      const wishedMs = Number(error.context["retryAfterMs"] ?? 0);
      const shutMs = shutAfter === Number.POSITIVE_INFINITY ? 0 : Math.max(backoffMs, wishedMs);
      memory.write(host, { ...state, failures, shutUntil: shutMs > 0 ? now() + shutMs : 0 });
    },
  };
}

function shut(url: string, host: string, state: HostState, now: number): PipelineError {
  const { failures, reason, shutUntil } = state;
  const until = new Date(shutUntil).toISOString();
  return new PipelineError(
    "fetch/unreachable",
    `GET ${url}: not asked before ${until}: ${host} failed ${failures} times in a row, last: ${reason}`,
    {
      hint: "it is asked again by itself; check the network if this goes on",
      retryable: true,
      context: { retryAfterMs: shutUntil - now },
    },
  );
}

function inProcess(): HostMemory {
  const states = new Map<string, HostState>();
  return {
    read: (host) => states.get(host) ?? null,
    write: (host, state) => void states.set(host, state),
  };
}
