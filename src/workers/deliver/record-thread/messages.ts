/** Messages between the main thread and the thread that records deliveries. */

import type { Endpoint } from "../../../db/subscribers/endpoints.ts";
import { type ErrorCode, PipelineError } from "../../../model/errors.ts";
import type { Report } from "../../step.ts";

/** What the thread is started with. */
export interface RecordThreadData {
  readonly dataDir: string;
  /** The holder of the writer's lease. */
  readonly holder: string;
}

/** Null ends the thread. */
export type RecordRequest = { readonly reports: readonly Report[]; readonly now: Date } | null;

export type RecordAnswer =
  | {
      readonly endpoints: (Endpoint | null)[];
      /** How long the store was written. */
      readonly tookMs: number;
    }
  | { readonly fault: Fault };

/** The fields that an error loses between threads; `code` is null where it is no PipelineError. */
interface Fault {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | null;
  readonly retryable: boolean;
}

export function toFault(error: unknown): Fault {
  if (error instanceof PipelineError) {
    const { code, message, hint, retryable } = error;
    return { code, message, hint, retryable };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, hint: null, retryable: false };
}

export function toError({ code, message, hint, retryable }: Fault): Error {
  if (code === null) return new Error(message);
  return new PipelineError(code, message, { retryable, ...(hint !== null && { hint }) });
}
