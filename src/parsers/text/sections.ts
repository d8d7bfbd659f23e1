/** Finds the sections of the EAR (15 CFR 730–774) that a text refers to. */

/**
 * `744.2l(b)` has a letter l for the digit 1 (11 rows of the list of 2026-03-25); `744.16 (e)` has a stray space
 * (FR Doc. 2026-17230).
 */
const SECTION =
  /(?<![\w.])(7[3-7]\d\.\d{1,2}l?)( ?\((?:[a-z]|\d{1,2}|[ivx]{1,4})\)(?:\((?:\w{1,4})\))*)?/g;

/** Each section once, in printed order, without the section sign: `734.9(e)(2)`, `744.11`. */
export function readSections(text: string): string[] {
  const sections = new Set<string>();
  for (const [, number = "", paragraphs = ""] of text.matchAll(SECTION)) {
    sections.add(number.replace("l", "1") + paragraphs.trimStart());
  }
  return [...sections];
}
