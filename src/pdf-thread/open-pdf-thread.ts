/** Reads PDFs in a separate thread, one at a time, so that no PDF can block or crash the main thread. */

import type { Worker } from "node:worker_threads";
import { PipelineError } from "../model/errors.ts";
import type { OpenPdf } from "../parsers/document/pdf/open-pdf.ts";
import type { PrintedDocument } from "../parsers/document/printed-document.ts";
import { askWorker } from "./ask-worker.ts";
import { PDF_LIMITS, type PdfLimits } from "./limits.ts";
import { toError } from "./messages.ts";
import { startWorker } from "./start-worker.ts";

export interface PdfThread extends AsyncDisposable {
  readonly open: OpenPdf;
}

export interface PdfThreadOptions {
  readonly limits?: Partial<PdfLimits>;
  /** The script that the thread runs. */
  readonly script?: URL;
}

/** A checkout runs TypeScript, a package runs compiled JavaScript; the script has the same extension as this file. */
const SCRIPT = new URL(
  import.meta.url.endsWith(".ts") ? "./main.ts" : "./main.js",
  import.meta.url,
);

/**
 * The thread starts with the first PDF and is kept for later ones. After a PDF that it could not read, the next one
 * gets a new thread. An idle thread does not keep the process alive.
 */
export function openPdfThread({
  limits: given,
  script = SCRIPT,
}: PdfThreadOptions = {}): PdfThread {
  const limits = { ...PDF_LIMITS, ...given };
  const closing = new AbortController();
  let warm: WarmWorker | null = null;
  let line: Promise<unknown> = Promise.resolve();

  const openNow = async (bytes: Uint8Array, signal: AbortSignal): Promise<PrintedDocument> => {
    signal.throwIfAborted();
    refuseLarge(bytes, limits);
    const worker = warm?.take() ?? (await startWorker(script, limits));
    warm = null;
    try {
      const answer = await askWorker(worker, bytes, limits, signal);
      if ("fault" in answer) throw toError(answer.fault);
      warm = keepWarm(worker, limits.idleMs, () => {
        warm = null;
      });
      return JSON.parse(answer.print);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  };

  return {
    open: (bytes, signal) => {
      const either = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      const opened = line.then(() => openNow(bytes, either));
      line = opened.catch(() => undefined);
      return opened;
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error("the thread that reads PDFs is closed"));
      await line;
      await warm?.take().terminate();
      warm = null;
    },
  };
}

/** A worker that waits for its next PDF. */
interface WarmWorker {
  take(): Worker;
}

function keepWarm(worker: Worker, idleMs: number, onGone: () => void): WarmWorker {
  const end = (): void => {
    onGone();
    void worker.terminate();
  };
  const idle = setTimeout(end, idleMs).unref();
  worker.unref();
  // Work left over from an answered PDF may still fail.
  worker.on("error", end).on("exit", onGone);
  return {
    take: () => {
      clearTimeout(idle);
      worker.off("error", end).off("exit", onGone);
      worker.ref();
      return worker;
    },
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
