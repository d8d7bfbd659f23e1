/** Pushes events to endpoints, to Standard Webhooks (https://www.standardwebhooks.com): signed, and retried by its caller. */

import { type Agent, request } from "undici";
import type { Outcome } from "../model/delivery/outcome.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { createCheckedAgent, type Resolve, resolveBySystem } from "./checked-connect.ts";
import type { Reach } from "./public-address.ts";
import { readRetryAfter } from "./retry-after.ts";
import { type Secret, sign, validAt } from "./secret.ts";

/** From the look-up of the name to the end of the answer. */
const TIMEOUT_MS = 15_000;
/** Of an answer's body, which nobody reads: with less the connection can be used again. */
const MAX_BODY_BYTES = 4_096;
/** Events on their way to one endpoint at once, of one process. */
export const PUSHES_AT_ONCE = 4;

export interface Target {
  readonly url: string;
  readonly secrets: readonly Secret[];
  /** Besides the public Internet. */
  readonly reach: Reach;
}

export interface PushedEvent {
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

export type Answer = Omit<Outcome, "sequence" | "attempt">;

export interface Pusher extends AsyncDisposable {
  /** Rejects only where `signal` stopped it: whatever else happens is an answer. */
  push(target: Target, event: PushedEvent, now: Date, signal: AbortSignal): Promise<Answer>;
}

export interface PusherOptions {
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
}

export function openPusher(options: PusherOptions = {}): Pusher {
  const { timeoutMs = TIMEOUT_MS, resolve = resolveBySystem } = options;
  /** By what they may reach: of one operator, one or two. */
  const agents = new Map<string, Agent>();
  const agentFor = (reach: Reach): Agent => {
    const key = JSON.stringify(reach);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent = createCheckedAgent({ reach, resolve, timeoutMs });
    agents.set(key, agent);
    return agent;
  };

  return {
    push: async (target, { id, body }, now, signal) => {
      signal.throwIfAborted();
      const started = performance.now();
      const taken = () => Math.round(performance.now() - started);
      // One clock for the whole: a receiver that answers a byte at a time is late as well.
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
        // The answer is known: what becomes of the rest changes nothing, but that it is late.
        await rest.dump({ limit: MAX_BODY_BYTES }).catch(() => undefined);
        const durationMs = taken();
        const error = statusCode < 200 || statusCode > 299 ? `it answered ${statusCode}` : null;
        const retryAfterMs = error === null ? null : readRetryAfter(headers["retry-after"], now);
        return { status: statusCode, error, retryAfterMs, durationMs };
      } catch (error) {
        if (signal.aborted) throw error;
        return { status: null, error: reasonOf(error), retryAfterMs: null, durationMs: taken() };
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
    // The same id on every retry: it is how a receiver knows that it has seen the event.
    "webhook-id": id,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": sign(validAt(secrets, now), id, timestampS, body),
  };
}

/** Never the URL: its path and query may carry a token. */
function reasonOf(error: unknown): string {
  if (error instanceof PipelineError) return describeError(error);
  if (!(error instanceof Error)) return "it could not be reached";
  const { code } = error as NodeJS.ErrnoException;
  // Of several addresses that were tried, the errors are inside.
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return describeError(new Error(error.message || code || error.name));
}

function late(timeoutMs: number): Error {
  return new Error(`no answer within ${timeoutMs / 1000} s`);
}
