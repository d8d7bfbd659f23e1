/** Plain text does not mark headings: a heading is short and does not end like a sentence. */

const LONGEST = 160;

export function looksLikeHeading(text: string): boolean {
  return text.length <= LONGEST && /^[\p{Lu}\d“[]/u.test(text) && !/[.:;,]["”)\]]?$/.test(text);
}
