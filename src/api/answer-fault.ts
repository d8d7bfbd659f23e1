/** The problem response to a request whose handler failed. */

import type { IncomingMessage } from "node:http";
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

/** Receives errors for the log, and the id of the API key that asked; null for anybody. */
export type OnFault = (error: unknown, keyId: string | null) => void;

/** Errors that the client did not cause go to `onFault`, for the log. The client sees none of their details. */
export function answerFault(c: Context, error: unknown, onFault: OnFault): Response {
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, error.status as 400, TITLES[error.status] ?? "Refused", error.message);
  }
  // Nobody reads this answer.
  if (isHangUp(c, error)) return problem(c, 400, TITLES[400] ?? "", "The request has no end.");
  if (error instanceof PipelineError && error.code === "store/busy") {
    c.header("Retry-After", "5");
    return problem(c, 503, "Busy", `${error.message}; ${error.hint}.`);
  }
  onFault(error, c.get("caller")?.keyId ?? null);
  if (error instanceof PipelineError && error.retryable) {
    c.header("Retry-After", "5");
    return problem(c, 503, "The store is not available", "Try again later.");
  }
  return problem(c, 500, "Internal error", "The error was logged. A retry may help.");
}

/** Whether the error says no more than that the client closed the connection before the end of its request. */
function isHangUp(c: Context, error: unknown): boolean {
  const { incoming } = c.env as { readonly incoming?: IncomingMessage };
  if (incoming === undefined || incoming.complete || !incoming.destroyed) return false;
  return error instanceof Error && (error === incoming.errored || isAbort(error));
}

function isAbort(error: Error & { readonly code?: string }): boolean {
  return error.name === "AbortError" || error.code === "ECONNRESET";
}
