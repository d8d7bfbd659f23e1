/** Reads PDFs in a separate thread, one at a time, so that no PDF can block or crash the main thread. */

import { PipelineError } from "../model/errors.ts";
import type { OpenPdf } from "../parsers/document/pdf/open-pdf.ts";
import type { ThreadFaults } from "../threads/ask-worker.ts";
import { openThread } from "../threads/open-thread.ts";
import { scriptBeside } from "../threads/start-worker.ts";
import type { PdfRequest } from "./answer-pdfs.ts";
import { PDF_LIMITS, type PdfLimits } from "./limits.ts";

export interface PdfThread extends AsyncDisposable {
  readonly open: OpenPdf;
}

export interface PdfThreadOptions {
  readonly limits?: Partial<PdfLimits>;
  /** The script that the thread runs. */
  readonly script?: URL;
}

const SCRIPT = scriptBeside(import.meta.url, "main");

/** The thread is kept for later PDFs. After a PDF that it could not read, the next one gets a new thread. */
export function openPdfThread({
  limits: given,
  script = SCRIPT,
}: PdfThreadOptions = {}): PdfThread {
  const limits = { ...PDF_LIMITS, ...given };
  const { maxPrintCharacters, idleMs } = limits;
  const thread = openThread<PdfRequest, string>({
    ...{ script, name: "pdf", limits, idleMs, isReplacedAfterFault: true },
    faults: faultsOf(limits),
  });
  return {
    open: async (bytes, signal) => {
      refuseLarge(bytes, limits);
      // A copy, so that its buffer can be transferred.
      const own = new Uint8Array(bytes);
      const request = { bytes: own, maxPrintCharacters };
      return JSON.parse(await thread.ask({ request, transfer: [own.buffer], signal }));
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

function refuseLarge(bytes: Uint8Array, { maxBytes }: PdfLimits): void {
  if (bytes.length <= maxBytes) return;
  const mib = (size: number) => (size / 1024 ** 2).toFixed(0);
  throw new PipelineError(
    "parse/pdf-too-large",
    `the PDF has ${mib(bytes.length)} MiB; at most ${mib(maxBytes)} MiB are read`,
    { hint: "no rule of BIS is so large; check what the file is" },
  );
}

function faultsOf({ maxMemoryMb, timeoutMs }: PdfLimits): ThreadFaults {
  return {
    tooLarge: (cause) =>
      new PipelineError(
        "parse/pdf-too-large",
        `the PDF takes more than ${maxMemoryMb} MiB of memory to read`,
        { hint: "no rule of BIS does; check what the file is", cause },
      ),
    tooSlow: () =>
      new PipelineError(
        "parse/pdf-too-slow",
        `the PDF is not read within ${timeoutMs / 1000} seconds`,
        { hint: "check what the file is; if the machine was busy, have it read again" },
      ),
    ended: (cause) =>
      new PipelineError(
        "parse/pdf-damaged",
        `the PDF stops its reader: ${cause.message.slice(0, 200)}`,
        { hint: "open it in a viewer; if it displays well there, report it with the file", cause },
      ),
  };
}
