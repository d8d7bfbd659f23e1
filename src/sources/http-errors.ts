/** Errors of requests to sources. */

import { PipelineError, type PipelineErrorOptions } from "../model/errors.ts";

export function unreachable(
  url: string,
  why: string,
  extra: Pick<PipelineErrorOptions, "cause" | "context" | "evidence">,
): PipelineError {
  return new PipelineError("fetch/unreachable", `GET ${url}: ${why}`, {
    hint: "the service retries by itself; check the network if this continues",
    retryable: true,
    ...extra,
  });
}

/** An answer that cannot be trusted. Clients also use it after their own checks. */
export function untrusted(url: string, why: string, evidence: Uint8Array): PipelineError {
  return new PipelineError("fetch/untrusted", `GET ${url}: ${why}`, {
    hint: "the answer is stored for inspection and the service retries by itself",
    retryable: true,
    evidence,
  });
}

/** A connection that failed on all addresses of a host is an AggregateError. The first error is enough. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
