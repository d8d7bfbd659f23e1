/** Plain text does not mark its headings: they are short and end no sentence. */

const LONGEST = 160;

export function looksLikeHeading(text: string): boolean {
  return text.length <= LONGEST && /^[\p{Lu}\d“[]/u.test(text) && !/[.:;,]["”)\]]?$/.test(text);
}
