/** The PDF thread's side. */

import { PipelineError } from "../model/errors.ts";
import type { PrintedDocument } from "../parsers/document/printed-document.ts";
import { answerRequests } from "../threads/answer-requests.ts";

export interface PdfRequest {
  readonly bytes: Uint8Array;
  readonly maxPrintCharacters: number;
}

/** Answers with a PrintedDocument as JSON. Any unknown error counts as a damaged PDF. */
export function answerPdfs(open: (bytes: Uint8Array) => Promise<PrintedDocument>): void {
  answerRequests(async ({ bytes, maxPrintCharacters }: PdfRequest) => {
    const print = JSON.stringify(await open(bytes).catch(refuse));
    if (print.length <= maxPrintCharacters) return print;
    throw new PipelineError(
      "parse/pdf-too-large",
      `the PDF holds ${print.length} characters; at most ${maxPrintCharacters} are read`,
      { hint: "no rule of BIS is so long; check what the file is" },
    );
  });
}

function refuse(error: unknown): never {
  if (error instanceof PipelineError) throw error;
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  throw new PipelineError("parse/pdf-damaged", `the PDF cannot be read: ${why.slice(0, 200)}`, {
    hint: "open it in a viewer; if it displays well there, report it with the file",
    cause: error,
  });
}
