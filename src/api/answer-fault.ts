/** The problem response to a request whose handler failed. */

import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { PipelineError } from "../model/errors.ts";
import { problem } from "./problem.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Invalid request",
  404: "Not found",
  409: "Conflict with the current state",
  413: "Body too large",
  415: "Unsupported content type",
  422: "Unprocessable request",
};

/** Errors that the client did not cause go to `onFault`, for the log. The client sees none of their details. */
export function answerFault(
  c: Context,
  error: unknown,
  onFault: (error: unknown) => void,
): Response {
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, error.status as 400, TITLES[error.status] ?? "Refused", error.message);
  }
  if (error instanceof PipelineError && error.code === "store/busy") {
    c.header("Retry-After", "5");
    return problem(c, 503, "Busy", `${error.message}; ${error.hint}.`);
  }
  onFault(error);
  if (error instanceof PipelineError && error.retryable) {
    c.header("Retry-After", "5");
    return problem(c, 503, "The store is not available", "Try again later.");
  }
  return problem(c, 500, "Internal error", "The error was logged. A retry may help.");
}
