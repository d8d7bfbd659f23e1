/** Sends signed events to endpoints as Standard Webhooks (https://www.standardwebhooks.com). The caller retries. */

import { type Agent, request } from "undici";
import type { Outcome } from "../model/delivery/outcome.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { createCheckedAgent, type Resolve, resolveBySystem } from "./checked-connect.ts";
import type { Allowlist } from "./public-address.ts";
import { readRetryAfter } from "./retry-after.ts";
import { type Secret, sign, validAt } from "./secret.ts";

/** From the DNS lookup to the end of the answer. */
const TIMEOUT_MS = 15_000;
/** Bytes of a response body that are drained, so that the connection can be reused. */
const MAX_BODY_BYTES = 4_096;
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

export function openPusher(options: PusherOptions = {}): Pusher {
  const { timeoutMs = TIMEOUT_MS, resolve = resolveBySystem } = options;
  /** One agent per allowlist. */
  const agents = new Map<string, Agent>();
  const agentFor = (allowlist: Allowlist): Agent => {
    const key = JSON.stringify(allowlist);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent = createCheckedAgent({ allowlist, resolve, timeoutMs });
    agents.set(key, agent);
    return agent;
  };

  return {
    push: async (target, { id, body }, now, signal) => {
      signal.throwIfAborted();
      const started = performance.now();
      const elapsed = () => Math.round(performance.now() - started);
      // One deadline for the whole request: it also covers a receiver that sends a byte at a time.
      const deadline = new AbortController();
      const stop = (): void => deadline.abort(signal.reason);
      const timer = setTimeout(() => deadline.abort(late(timeoutMs)), timeoutMs);
      signal.addEventListener("abort", stop, { once: true });
      try {
        const {
          statusCode,
          headers,
          body: rest,
        } = await request(target.url, {
          dispatcher: agentFor(target.reach),
          method: "POST",
          signal: deadline.signal,
          headers: headersOf(target, id, body, now),
          body,
        });
        // The status is known, so errors in the rest of the body do not matter.
        await rest.dump({ limit: MAX_BODY_BYTES }).catch(() => undefined);
        const durationMs = elapsed();
        const location = redirectOf(statusCode, headers["location"], target.url);
        const error =
          statusCode < 200 || statusCode > 299 ? describeRefusal(statusCode, location) : null;
        const retryAfterMs = error === null ? null : readRetryAfter(headers["retry-after"], now);
        return {
          status: statusCode,
          error,
          retryAfterMs,
          durationMs,
          location: location?.href ?? null,
        };
      } catch (error) {
        if (signal.aborted) throw error;
        const failed = { status: null, retryAfterMs: null, location: null };
        return { ...failed, error: reasonOf(error), durationMs: elapsed() };
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function headersOf({ secrets }: Target, id: string, body: string, now: Date) {
  const timestampS = Math.floor(now.getTime() / 1000);
  return {
    "content-type": "application/cloudevents+json",
    "user-agent": "entitywire",
    // The same id on every retry lets receivers detect duplicates.
    "webhook-id": id,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": sign(validAt(secrets, now), id, timestampS, body),
  };
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
