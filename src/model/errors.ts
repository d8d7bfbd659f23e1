/** The one error shape of the pipeline. Codes are grep-able; `hint` is for the operator. */

export type ErrorCode =
  | "config/invalid"
  | "fetch/unreachable"
  | "fetch/interstitial"
  | "fetch/untrusted"
  | "fetch/status"
  | "parse/empty"
  | "parse/encoding"
  | "parse/not-xml"
  | "parse/truncated"
  | "parse/wrong-kind"
  | "parse/no-list"
  | "parse/pdf-damaged"
  | "parse/pdf-encrypted"
  | "parse/pdf-no-text"
  | "parse/pdf-too-large"
  | "parse/pdf-too-slow"
  | "parse/other-document"
  | "step/too-slow"
  | "step/too-large"
  | "step/thread-ended"
  | "input/missing"
  | "input/damaged"
  | "input/usage"
  | "store/read-only"
  | "store/newer-schema"
  | "store/corrupt"
  | "store/disagrees"
  | "store/locked"
  | "store/lease-lost"
  | "store/missing"
  | "store/lost"
  | "store/busy"
  | "store/unknown-document"
  | "endpoint/forbidden-target"
  | "endpoint/unknown"
  | "endpoint/not-now"
  | "seal/wrong-key"
  | "seal/damaged"
  | "seal/key-file"
  | "redis/unusable"
  | "redis/foreign-stream"
  | "serve/port-taken"
  | "runtime/old-node";

export interface PipelineErrorOptions {
  /** What the operator should do next, as an imperative sentence without a full stop. */
  readonly hint?: string;
  /** Whether an unchanged retry may help. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
  /** Facts for the log; never secrets. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The bytes of a rejected answer, stored for inspection ("Raw first"). */
  readonly evidence?: Uint8Array;
}

export class PipelineError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly hint: string | null;
  readonly context: Readonly<Record<string, unknown>>;
  readonly evidence: Uint8Array | null;

  constructor(code: ErrorCode, message: string, options: PipelineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PipelineError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.hint = options.hint ?? null;
    this.context = options.context ?? {};
    this.evidence = options.evidence ?? null;
  }
}

/** One line: what is wrong, where, what to do. */
export function describeError(error: unknown): string {
  if (error instanceof PipelineError) {
    const hint = error.hint === null ? "" : `; ${error.hint}`;
    return oneLine(`${error.message}${hint} [${error.code}]`);
  }
  return oneLine(error instanceof Error ? error.message || error.name : String(error));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
