/** Distinguishes the `pdftotext` output of a displayed manuscript from other plain text. */

/** `This document is scheduled to be published in the Federal Register on 03/28/2025 and available online at …/d/2025-05427`. */
const STAMP =
  /\bThis document is scheduled to be published in the\s+Federal\s+Register\s+on\s+\d{1,2}\/\d{1,2}\/\d{2,4}/i;
/** If the link wraps at the hyphen, the number loses it: `d/202505427`. */
const STAMP_LINK =
  /federalregister\.gov\/d\/(?:((?:[A-Z]\d?-)?[\dA-Z]{4}-\d{4,5})|((?:19|20)\d\d)(\d{5}))(?!\d)/i;
/** In characters: the first page, which has the stamp. */
const FIRST_PAGE = 10_000;
const PUBLICATION_DATE = /;\s*Publication Date:\s*\d{1,2}\/\d/i;
/** Marks of GPO's text of the published document. */
const GPO = /^[ \t]*\[Federal Register Volume \d+|\[\[Page \d+\]\]|^[ \t]*-{40,}[ \t]*$/m;
const LABEL_ALONE = /^[ \t]*(?:AGENCY|ACTION|SUMMARY):[ \t]*$/m;
/** In characters: two printed lines joined at a lost hyphen fit, a whole paragraph does not. */
const LONGEST_LINE = 260;
/** Share of lines that may be indented or long: text extracted without layout has only stray ones. */
const FEW = 0.03;

/** The document number in the stamp's link; null if the text has no stamp. */
export function stampedNumber(text: string): string | null {
  const start = text.slice(0, FIRST_PAGE);
  const stamp = STAMP.exec(start);
  const link = stamp === null ? null : STAMP_LINK.exec(start.slice(stamp.index));
  return link === null ? null : (link[1] ?? `${link[2]}-${link[3]}`);
}

/** `text` is a Federal Register document in plain text. */
export function isExtractedText(text: string): boolean {
  if (GPO.test(text)) return false;
  const lines = text.split(/[\n\r\f]+/).filter((line) => line.trim() !== "");
  const few = Math.max(2, lines.length * FEW);
  if (lines.filter((line) => /^[ \t]{2,}\S/.test(line)).length > few) return false;
  if (lines.filter((line) => line.length > LONGEST_LINE).length > few) return false;
  // In text made from the published HTML each element has its own line, including the labels.
  return isOnDisplay(text) || !LABEL_ALONE.test(text);
}

function isOnDisplay(text: string): boolean {
  return STAMP.test(text.slice(0, FIRST_PAGE)) || PUBLICATION_DATE.test(text);
}
