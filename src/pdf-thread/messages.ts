/** Messages between the main thread and the PDF thread. */

import { type ErrorCode, PipelineError } from "../model/errors.ts";

export interface Request {
  readonly bytes: Uint8Array;
  readonly maxPrintCharacters: number;
}

/** `print` is a PrintedDocument as JSON. */
export type Answer = { readonly print: string } | { readonly fault: Fault };

/** The fields of a PipelineError, which an error loses between threads. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  /** Stack or message of the cause. */
  readonly cause: string | null;
}

/** Treats any other error as a damaged PDF. */
export function toFault(error: unknown): Fault {
  if (error instanceof PipelineError) {
    const { code, message, hint, cause } = error;
    return { code, message, hint, cause: cause === undefined ? null : describe(cause) };
  }
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "parse/pdf-damaged",
    message: `the PDF cannot be read: ${why.slice(0, 200)}`,
    hint: "open it in a viewer; if it displays well there, report it with the file",
    cause: describe(error),
  };
}

export function toError({ code, message, hint, cause }: Fault): PipelineError {
  return new PipelineError(code, message, {
    ...(hint === null ? {} : { hint }),
    ...(cause === null ? {} : { cause }),
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
