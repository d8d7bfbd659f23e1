/** Tells the text that `pdftotext` makes of a manuscript on display from the other plain texts. */

/** `This document is scheduled to be published in the Federal Register on 03/28/2025 and available online at …/d/2025-05427`. */
const STAMP =
  /\bThis document is scheduled to be published in the\s+Federal\s+Register\s+on\s+\d{1,2}\/\d{1,2}\/\d{2,4}/i;
/** The number loses its hyphen where the link breaks there: `d/202505427`. */
const STAMP_LINK =
  /federalregister\.gov\/d\/(?:((?:[A-Z]\d?-)?[\dA-Z]{4}-\d{4,5})|((?:19|20)\d\d)(\d{5}))(?!\d)/i;
/** The stamp is on the first page. */
const FIRST_PAGE = 10_000;
const PUBLICATION_DATE = /;\s*Publication Date:\s*\d{1,2}\/\d/i;
/** GPO's print of the published document. */
const GPO = /^[ \t]*\[Federal Register Volume \d+|\[\[Page \d+\]\]|^[ \t]*-{40,}[ \t]*$/m;
const LABEL_ALONE = /^[ \t]*(?:AGENCY|ACTION|SUMMARY):[ \t]*$/m;
/** Two printed lines that lost the hyphen between them, and no whole paragraph. */
const LONGEST_LINE = 260;
/** A manuscript read without its layout has neither indented nor long lines, but for a stray one. */
const FEW = 0.03;

/** The number that the stamp's link ends with; null where the text has no stamp. */
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
  // In the text of the published document each element has a line of its own, the labels as well.
  return isOnDisplay(text) || !LABEL_ALONE.test(text);
}

function isOnDisplay(text: string): boolean {
  return STAMP.test(text.slice(0, FIRST_PAGE)) || PUBLICATION_DATE.test(text);
}
