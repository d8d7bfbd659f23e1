/** Keys that make two spellings of one text equal: case, accents, punctuation, spacing and invisible characters do not count. */

const cache = new Map<string, string>();
const CACHE_MAX = 50_000;

/** `Inspur (HK) Electronics Co., Ltd.` → `inspur hk electronics co ltd`. Non-Latin letters are kept. */
export function nameKey(text: string): string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const key = text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .toLowerCase()
    .replace(/['’‘`´′\u0091\u0092]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(text, key);
  return key;
}

/** As `nameKey`, but signs that carry meaning count too: `Lab C+` differs from `Lab C`. */
export function wordingKey(text: string): string {
  const signs = text
    .normalize("NFKD")
    .replace(/⁄/g, "/")
    .replace(/['’‘`´]/g, "");
  const parts = signs.split(/([\p{S}&#%@*/])/u);
  return parts
    .map((part, at) => (at % 2 === 1 ? part : nameKey(part)))
    .filter(Boolean)
    .join(" ");
}

/** As `wordingKey`, but word breaks do not count: `Lab C+` equals `LabC +`. */
export function lettersKey(text: string): string {
  return wordingKey(text).replaceAll(" ", "");
}
