/** Whether a hyphen at a line's end belongs to its word: `China-` and `based`, or `prolifer-` and `ation`. */

const AT_EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
/** Set by a typesetter where a word was divided; no author writes it. */
const SOFT_HYPHEN = /\u00ad$/;
/** Typesetters set it, and few authors know it. */
const TYPESET_HYPHEN = /\u2010$/;
/** Before these a hyphen is written; a typesetter leaves longer pieces. */
const PREFIX =
  /(?:^|[^\p{L}])(?:ex|non|pre|post|co|re|sub|multi|semi|self|end|all|anti|case|so|by|to|in|on|of|and)$/iu;

export interface Hyphenation {
  /** Joins the end of one line with the beginning of the next, where the first ends with a hyphen. */
  join(end: string, start: string): string;
}

/** `words`: of the whole document, but for those at the ends of lines. */
export function createHyphenation(words: Iterable<string>): Hyphenation {
  const known = new Set<string>();
  for (const word of words) known.add(plain(word));
  return {
    join: (end, start) => {
      if (SOFT_HYPHEN.test(end)) return end.slice(0, -1) + start;
      const [before = ""] = /[^\s-]+$/.exec(end.slice(0, -1)) ?? [];
      const [after = ""] = /^[^\s-]+/.exec(start) ?? [];
      const divided = plain(before + after);
      const written = plain(`${before}-${after}`);
      if (TYPESET_HYPHEN.test(end)) {
        return known.has(written) ? `${end.slice(0, -1)}-${start}` : end.slice(0, -1) + start;
      }
      const isWritten =
        known.has(written) ||
        !known.has(divided) ||
        !/^\p{Ll}/u.test(start) ||
        !/\p{Ll}-$/u.test(end) ||
        PREFIX.test(end.slice(0, -1));
      return isWritten ? end + start : end.slice(0, -1) + start;
    },
  };
}

function plain(word: string): string {
  return word.replace(AT_EDGES, "").toLowerCase();
}
