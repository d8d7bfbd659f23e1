/** The letters and digits of a print; spaces, line breaks, dashes and punctuation do not count. */

const cache = new Map<string, string>();
const CACHE_MAX = 20_000;

/** `mdash;Federal State …`: a leftover entity name, not letters of the text. */
const LOST_DASH = /&?[mn]dash;/g;

/** `Inspur (HK)` and `inspur hk` give `inspurhk`. Case and accents do not count either; non-Latin letters do. */
export function lettersOf(text: string): string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const letters = text
    .replace(LOST_DASH, "")
    // Before NFKD, which turns signs such as `№` and `™` into letters.
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "")
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(text, letters);
  return letters;
}

export function hasSameLetters(one: string, other: string): boolean {
  return one === other || lettersOf(one) === lettersOf(other);
}
