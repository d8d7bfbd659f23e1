/** The PDF thread's side: reports that it is ready, then reads each PDF that the main thread sends. */

import { parentPort } from "node:worker_threads";
import { PipelineError } from "../model/errors.ts";
import type { PrintedDocument } from "../parsers/document/printed-document.ts";
import { type Answer, type Request, toFault } from "./messages.ts";

export function answerRequests(open: (bytes: Uint8Array) => Promise<PrintedDocument>): void {
  parentPort?.on("message", (request: Request) => {
    void answer(request, open).then((said) => parentPort?.postMessage(said));
  });
  parentPort?.postMessage("ready");
}

async function answer(
  { bytes, maxPrintCharacters }: Request,
  open: (bytes: Uint8Array) => Promise<PrintedDocument>,
): Promise<Answer> {
  try {
    const print = JSON.stringify(await open(bytes));
    if (print.length <= maxPrintCharacters) return { print };
    throw new PipelineError(
      "parse/pdf-too-large",
      `the PDF holds ${print.length} characters; at most ${maxPrintCharacters} are read`,
      { hint: "no rule of BIS is so long; check what the file is" },
    );
  } catch (error) {
    return { fault: toFault(error) };
  }
}
