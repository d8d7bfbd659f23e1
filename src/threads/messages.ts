/** Messages from a thread to the main thread, and errors on their way between them. */

import { type ErrorCode, PipelineError } from "../model/errors.ts";

/** `note`: said while the thread works; the time limit starts again with each note. */
export type Message<Answer, Note = never> =
  | { readonly answer: Answer }
  | { readonly note: Note }
  | { readonly fault: Fault };

/** The fields of an error, which it loses between threads. */
export interface Fault {
  /** Null for an error that is no PipelineError. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, unknown>>;
  /** Stack or message of the cause, or of the error itself where it has no code. */
  readonly cause: string | null;
}

export function toFault(error: unknown): Fault {
  if (!(error instanceof PipelineError)) {
    const message = error instanceof Error ? error.message || error.name : String(error);
    return {
      ...{ code: null, message, hint: null, retryable: false, context: {} },
      cause: describe(error),
    };
  }
  const { code, message, hint, retryable, context, cause } = error;
  return {
    ...{ code, message, hint, retryable, context },
    cause: cause === undefined ? null : describe(cause),
  };
}

export function toError({ code, message, hint, retryable, context, cause }: Fault): Error {
  const withCause = cause === null ? {} : { cause };
  if (code === null) return new Error(message, withCause);
  return new PipelineError(code, message, {
    ...{ retryable, context },
    ...(hint === null ? {} : { hint }),
    ...withCause,
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
