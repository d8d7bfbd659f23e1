/** Turns an error status into an error. */

import { PipelineError } from "../model/errors.ts";
import { unreachable, untrusted } from "./http-errors.ts";

/** Longest accepted Retry-After, so that one wrong header cannot disable a source. */
const MAX_RETRY_AFTER_MS = 3_600_000;

interface Refusal {
  readonly status: number;
  /** Header values; empty where absent. */
  readonly retryAfter: string;
  readonly location: string;
  readonly body: Uint8Array;
}

export function refusedStatus(
  url: string,
  { status, retryAfter: requested, location, body }: Refusal,
): PipelineError {
  if (status === 429 || status >= 500) {
    const askedMs = readRetryAfter(requested);
    const retryAfterMs = askedMs === null ? null : Math.min(askedMs, MAX_RETRY_AFTER_MS);
    const context = retryAfterMs === null ? { status } : { status, retryAfterMs };
    const evidence = body.length === 0 ? {} : { evidence: body };
    const minutes = MAX_RETRY_AFTER_MS / 60_000;
    const capped =
      retryAfterMs === askedMs
        ? ""
        : ` with Retry-After: ${requested.slice(0, 40)}, limited to ${minutes} min`;
    return unreachable(url, `it answered ${status}${capped}`, { context, ...evidence });
  }
  if (status >= 300 && status <= 399) {
    return untrusted(url, `it answered ${status}, a redirect to ${location}`, body);
  }
  return new PipelineError("fetch/status", `GET ${url}: it answered ${status}`, {
    hint: "check the base URL; the service may have changed",
    evidence: body,
    context: { status },
  });
}

/** Converts seconds or an HTTP date to milliseconds; null where the header is missing or invalid. */
function readRetryAfter(value: string): number | null {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
