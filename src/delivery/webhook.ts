/** One plain webhook, to Standard Webhooks (https://www.standardwebhooks.com): signed, and retried by its caller. */

import { Webhook } from "standardwebhooks";
import { Agent, request } from "undici";
import { PipelineError } from "../model/errors.ts";
import type { EventDraft, LogEvent } from "../model/event.ts";
import { mintEndpointId } from "../model/identity.ts";
import { isNews, isNewsOf, type PushedType } from "../model/news.ts";

const TIMEOUT_MS = 15_000;

/** Where events are pushed to, one at a time. */
export interface PushChannel {
  /** Another URL has another one. */
  readonly id: string;
  readonly url: string;
  readonly isWanted: (event: EventDraft) => boolean;
  /** @throws PipelineError deliver/refused */
  push(event: LogEvent, now: Date, signal: AbortSignal): Promise<void>;
}

export interface WebhookOptions {
  readonly url: string;
  /** `whsec_…`, base64. */
  readonly secret: string;
  /** Pushed instead of the news. */
  readonly types?: readonly PushedType[] | null;
}

export function openWebhook(options: WebhookOptions): PushChannel & AsyncDisposable {
  const { url, types } = options;
  const signer = new Webhook(options.secret);
  const agent = new Agent({
    connect: { timeout: TIMEOUT_MS },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  return {
    id: mintEndpointId(url),
    url,
    isWanted: types ? (event) => isNewsOf(types, event) : isNews,
    push: async (event, now, signal) => {
      const body = JSON.stringify(event);
      const answer = await request(url, {
        dispatcher: agent,
        method: "POST",
        signal,
        headers: {
          "content-type": "application/cloudevents+json",
          // The same id on every retry: it is how a receiver knows that it has seen the event.
          "webhook-id": event.id,
          "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
          "webhook-signature": signer.sign(event.id, now, body),
        },
        body,
      }).catch((cause: unknown) => {
        throw refused(url, cause instanceof Error ? cause.message : String(cause), cause);
      });
      await answer.body.dump();
      if (answer.statusCode < 200 || answer.statusCode > 299) {
        throw refused(url, `it answered ${answer.statusCode}`);
      }
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

/** The URL's path and query may carry a token: only its origin is ever shown. */
function refused(url: string, why: string, cause?: unknown): PipelineError {
  return new PipelineError(
    "deliver/refused",
    `the webhook at ${new URL(url).origin} did not take an event: ${why}`,
    {
      hint: "it is tried again by itself; check that the receiver is up and answers 2xx",
      retryable: true,
      cause,
    },
  );
}
