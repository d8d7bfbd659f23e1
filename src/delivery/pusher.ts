/** Sends signed events to endpoints as Standard Webhooks (https://www.standardwebhooks.com). The caller retries. */

import type { Agent } from "undici";
import type { Outcome } from "../model/delivery/outcome.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { createCheckedAgent, type Resolve, resolveBySystem } from "./checked-connect.ts";
import { createLoopClock } from "./loop-clock.ts";
import { onAbort } from "./on-abort.ts";
import { post } from "./post.ts";
import type { Allowlist } from "./public-address.ts";
import { readRetryAfter } from "./retry-after.ts";
import { type Secret, sign, validAt } from "./secret.ts";

/** From the DNS lookup to the end of the answer, without the time in which this process was blocked. */
const TIMEOUT_MS = 15_000;
/** Concurrent requests to one endpoint per process. */
export const PUSHES_AT_ONCE = 4;

export interface Target {
  readonly url: string;
  readonly secrets: readonly Secret[];
  /** Allowed in addition to the public Internet. The name is part of sealed jobs. */
  readonly reach: Allowlist;
}

export interface PushedEvent {
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

export type Answer = Omit<Outcome, "sequence" | "attempt"> & {
  /** Where a redirect points, which is not followed. It may contain a token, so it is neither stored nor logged. */
  readonly location: string | null;
};

export interface Pusher extends AsyncDisposable {
  /** Rejects only where `signal` aborts. Every other failure is returned as an answer. */
  push(target: Target, event: PushedEvent, now: Date, signal: AbortSignal): Promise<Answer>;
}

export interface PusherOptions {
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
}

/** What all pushes to one target share. */
interface Route {
  readonly dispatcher: Agent;
  readonly origin: string;
  readonly path: string;
}

export function openPusher(options: PusherOptions = {}): Pusher {
  const { timeoutMs = TIMEOUT_MS, resolve = resolveBySystem } = options;
  const clock = createLoopClock();
  /** One agent per allowlist. It keeps the connections of each host. */
  const agents = new Map<string, Agent>();
  const routes = new WeakMap<Target, Route>();
  const agentFor = (allowlist: Allowlist): Agent => {
    const key = JSON.stringify(allowlist);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent = createCheckedAgent({ allowlist, resolve, timeoutMs });
    agents.set(key, agent);
    return agent;
  };
  const routeTo = (target: Target): Route => {
    const known = routes.get(target);
    if (known !== undefined) return known;
    const { origin, pathname, search } = new URL(target.url);
    const route = { dispatcher: agentFor(target.reach), origin, path: `${pathname}${search}` };
    routes.set(target, route);
    return route;
  };

  return {
    push: async (target, { id, body: text }, now, signal) => {
      signal.throwIfAborted();
      clock.start();
      const started = clock.now();
      const elapsed = () => clock.now() - started;
      const body = Buffer.from(text);
      const running = post({ ...routeTo(target), headers: headersOf(target, id, body, now), body });
      // One deadline for the whole request: it also covers a receiver that sends a byte at a time.
      const check = (): void => {
        const leftMs = timeoutMs - elapsed();
        if (leftMs < 1) running.abort(late(timeoutMs));
        // The timer ran while this process was blocked.
        else timer = setTimeout(check, leftMs);
      };
      let timer = setTimeout(check, timeoutMs);
      const forget = onAbort(signal, () => running.abort(signal.reason));
      try {
        const { status, headers } = await running.answer;
        const location = redirectOf(status, headers["location"], target.url);
        const error = status < 200 || status > 299 ? describeRefusal(status, location) : null;
        const retryAfterMs = error === null ? null : readRetryAfter(headers["retry-after"], now);
        const durationMs = Math.round(elapsed());
        return { status, error, retryAfterMs, durationMs, location: location?.href ?? null };
      } catch (error) {
        if (signal.aborted) throw error;
        const failed = { status: null, retryAfterMs: null, location: null };
        return { ...failed, error: reasonOf(error), durationMs: Math.round(elapsed()) };
      } finally {
        clearTimeout(timer);
        forget();
        clock.stop();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function headersOf({ secrets }: Target, id: string, body: Buffer, now: Date): string[] {
  const timestampS = Math.floor(now.getTime() / 1000);
  return [
    ...["content-type", "application/cloudevents+json"],
    ...["user-agent", "entitywire"],
    // The same id on every retry lets receivers detect duplicates.
    ...["webhook-id", id],
    ...["webhook-timestamp", String(timestampS)],
    ...["webhook-signature", sign(validAt(secrets, now), id, timestampS, body)],
  ];
}

/** Null where the answer is no redirect, or points to no web address. */
function redirectOf(
  status: number,
  location: string | string[] | undefined,
  from: string,
): URL | null {
  const to = [location ?? []].flat()[0];
  if (status < 300 || status > 399 || to === undefined) return null;
  const url = URL.parse(to, from);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** Of a redirect only the origin: its path and query may contain a token. */
function describeRefusal(status: number, location: URL | null): string {
  const redirect =
    location === null ? "" : ` with a redirect to ${location.origin}, which is not followed`;
  return `it answered ${status}${redirect}`;
}

/** Never includes the URL, whose path and query may contain a token. */
function reasonOf(error: unknown): string {
  if (error instanceof PipelineError) return describeError(error);
  if (!(error instanceof Error)) return "it could not be reached";
  const { code } = error as NodeJS.ErrnoException;
  // With several addresses, an AggregateError contains one error per address.
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return describeError(new Error(error.message || code || error.name));
}

function late(timeoutMs: number): Error {
  return new Error(`no answer within ${timeoutMs / 1000} s`);
}
