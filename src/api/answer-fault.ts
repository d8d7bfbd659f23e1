/** What a request is told when handling it failed. */

import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { PipelineError } from "../model/errors.ts";
import { problem } from "./problem.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Not a valid request",
  413: "The body is too large",
  415: "Not a content type that this takes",
};

/** What is not the client's fault is told to `onFault`, for the log; the client hears nothing of its inside. */
export function answerFault(
  c: Context,
  error: unknown,
  onFault: (error: unknown) => void,
): Response {
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, error.status as 400, TITLES[error.status] ?? "Refused", error.message);
  }
  onFault(error);
  if (error instanceof PipelineError && error.retryable) {
    c.header("Retry-After", "5");
    return problem(c, 503, "The store cannot be used now", "Try again.");
  }
  return problem(c, 500, "A fault of ours", "It was logged. Trying again may help.");
}
