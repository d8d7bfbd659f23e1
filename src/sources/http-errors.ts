/** What goes wrong on the way to an answer, in one line each. */

import { PipelineError, type PipelineErrorOptions } from "../model/errors.ts";

export function unreachable(
  url: string,
  why: string,
  extra: Pick<PipelineErrorOptions, "cause" | "context" | "evidence">,
): PipelineError {
  return new PipelineError("fetch/unreachable", `GET ${url}: ${why}`, {
    hint: "it is asked again by itself; check the network if this goes on",
    retryable: true,
    ...extra,
  });
}

/** An answer that came and cannot be believed. Also for clients that look deeper into one. */
export function untrusted(url: string, why: string, evidence: Uint8Array): PipelineError {
  return new PipelineError("fetch/untrusted", `GET ${url}: ${why}`, {
    hint: "the answer is kept for inspection and the source is asked again",
    retryable: true,
    evidence,
  });
}

/** A connection that failed on every address of a host is one error of many: the first one tells. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
