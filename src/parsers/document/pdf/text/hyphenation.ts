/** Decides whether a hyphen at a line end belongs to the word: `China-` and `based`, or `prolifer-` and `ation`. */

import { countryOfDestination } from "../../../../model/country.ts";
import { readCount } from "../../../text/number-words.ts";

const AT_EDGES = /^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;
/** Typesetters divide words with it; authors do not write it. */
const SOFT_HYPHEN = /\u00ad$/;
/** Mostly a typesetter's character; few authors write it. */
const TYPESET_HYPHEN = /\u2010$/;
/** Authors write a hyphen after these. Typesetters leave longer fragments. */
const PREFIX =
  /(?:^|[^\p{L}])(?:ex|non|pre|post|co|re|sub|multi|semi|self|end|all|anti|case|so|by|to|in|on|of|and)$/iu;

/** The narrow license columns may print each word on its own line, so the document may not print them whole. */
const COLUMN_WORDS =
  "alias aliases all and any apart basis case-by-case citation denial designated ear except following food for items license medicine number one page policy presumption register requirement review reviewed section sections see subject the three two which".split(
    " ",
  );
/** Common words of company names and addresses: a short list may not print them whole. */
const NAME_WORDS =
  "aviation building company components corporation department development district electronics engineering enterprise equipment export floor group holding import industrial industry institute instruments international laboratory limited logistics machinery manufacturing marine microelectronics offshore plant precision production province research road room scientific semiconductor services shipping street systems technologies technology tower trade trading university".split(
    " ",
  );
/** No word begins like this. */
const ENDING =
  /^(?:tions?|sions?|ations?|ments?|ness|ings?|eds?|ly|ties|ity|als?|ances?|ences?|ers?|ic|ical|ies|ous|ple's|tive|sive|ses|ted|ble|cal|gy|cy|ry|ty|tures?|tors?|cies|gies|ries|ular|lar|nics|nolog(?:y|ies))(?!\p{L})/u;

export interface Hyphenation {
  /** Joins a line that ends with a hyphen to the next one. */
  join(end: string, start: string): string;
  /** Whether the document prints the word whole elsewhere. */
  isWord(text: string): boolean;
}

/** A word that a line end divides. */
export interface Division {
  readonly end: string;
  readonly start: string;
}

/** `words`: all words of the document except those at line ends. `divisions`: all words with a hyphen at a line end. */
export function createHyphenation(
  words: Iterable<string>,
  divisions: readonly Division[],
): Hyphenation {
  const known = new Set<string>();
  for (const word of words) known.add(plain(word));
  for (const word of [...COLUMN_WORDS, ...NAME_WORDS]) known.add(word);
  const isKnown = ({ end, start }: Division, hyphen: string) => {
    // Compare a compound such as `BIC-In-` and `form` as a whole, and its last part alone.
    const [whole = ""] = /(?<!\S)\S+$/.exec(end.slice(0, -1)) ?? [];
    const [before = ""] = /(?<![^-])[^-]+$/.exec(whole) ?? [];
    const [after = ""] = /^[^\s-]+/.exec(start) ?? [];
    return [whole, before].some((part) => {
      const word = plain(part + hyphen + after);
      // The lookup of country names ignores characters between letters.
      return known.has(word) || (hyphen === "" && countryOfDestination(word) !== null);
    });
  };
  // One divided word that is printed whole elsewhere proves automatic hyphenation.
  const isAutomatic = divisions.some(
    (division) => isKnown(division, "") && !isKnown(division, "-"),
  );
  return {
    isWord: (text) => known.has(plain(text)),
    join: (end, start) => {
      const whole = end.slice(0, -1) + start;
      const division = { end, start };
      if (SOFT_HYPHEN.test(end)) return whole;
      const isTypeset = TYPESET_HYPHEN.test(end);
      const written = isTypeset ? `${end.slice(0, -1)}-${start}` : end + start;
      if (isKnown(division, "-") || isNumber(division)) return written;
      if (isKnown(division, "") || isTypeset) return whole;
      if (!/\p{Ll}.$/u.test(end) || !/^\p{Ll}/u.test(start)) return written;
      if (ENDING.test(start)) return whole;
      return isAutomatic && !PREFIX.test(end.slice(0, -1)) ? whole : written;
    },
  };
}

/** `twenty-` and `one`. */
function isNumber({ end, start }: Division): boolean {
  const [before = ""] = /(?<!\S)\S+$/.exec(end) ?? [];
  const [after = ""] = /^\p{L}+/u.exec(start) ?? [];
  return readCount(before + after) !== null;
}

function plain(word: string): string {
  return word.replace(AT_EDGES, "").toLowerCase();
}
