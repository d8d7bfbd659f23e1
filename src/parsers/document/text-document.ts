/**
 * Opens a document in plain text: GPO's fixed-width print, one element of the HTML body a line, or the text of the
 * manuscript on display.
 */

import { cleanPrint } from "./clean-print.ts";
import { openExtractedDocument } from "./extracted/extracted-document.ts";
import { isExtractedText } from "./extracted/is-extracted-text.ts";
import { readLooseLines } from "./loose-lines.ts";
import { outlineDocument } from "./outline.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { readWrappedLines } from "./wrapped-lines.ts";

/** Where each element has a line of its own, so have the labels of the sections. */
const LABEL_ALONE = /^\s*(?:AGENCY|ACTION|SUMMARY):$/;

export function openTextDocument(text: string): PrintedDocument {
  if (isExtractedText(text)) return openExtractedDocument(text);
  const lines = cleanPrint(text);
  const isLoose = lines.some((line) => LABEL_ALONE.test(line));
  return outlineDocument("text", isLoose ? readLooseLines(lines) : readWrappedLines(lines));
}
