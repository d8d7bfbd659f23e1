/**
 * Opens a document in plain text: GPO's fixed-width text, the HTML body with one line per element, or the text of a
 * manuscript on display.
 */

import { cleanPrint } from "./clean-print.ts";
import { openExtractedDocument } from "./extracted/extracted-document.ts";
import { isExtractedText } from "./extracted/is-extracted-text.ts";
import { readLooseLines } from "./loose-lines.ts";
import { outlineDocument } from "./outline.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { readWrappedLines } from "./wrapped-lines.ts";

/** If each element has its own line, the section labels do too. */
const LABEL_ALONE = /^\s*(?:AGENCY|ACTION|SUMMARY):$/;

export function openTextDocument(text: string): PrintedDocument {
  if (isExtractedText(text)) return openExtractedDocument(text);
  const lines = cleanPrint(text);
  const isLoose = lines.some((line) => LABEL_ALONE.test(line));
  return outlineDocument("text", isLoose ? readLooseLines(lines) : readWrappedLines(lines));
}
