/** Reads numbers in words strictly: `ten twelve` is two numbers, not twenty-two. */

import { readCount } from "../text/number-words.ts";

export const MAX_WORDS = 8;
const HUNDRED = 100;
const THOUSAND = 1000;

export interface Numeral {
  readonly value: number;
  /** In words. */
  readonly length: number;
}

interface Progress {
  /** The thousands. */
  readonly total: number;
  /** The part below one thousand; null before the first word. */
  readonly part: number | null;
}

/** The number at the start of the words, in lower case: `one hundred and fourteen`, `forty-two`; null if there is none. */
export function readNumeral(words: readonly string[]): Numeral | null {
  let progress: Progress = { total: 0, part: null };
  let length = 0;
  for (let at = 0; at < Math.min(words.length, MAX_WORDS); at += 1) {
    const word = words[at] ?? "";
    if (word === "and" && isHundreds(progress.part, words[at + 1])) continue;
    const next = addWord(progress, word);
    if (next === null) break;
    progress = next;
    length = at + 1;
  }
  return length === 0 ? null : { value: progress.total + (progress.part ?? 0), length };
}

/** Null if the word does not continue the number. */
function addWord({ total, part }: Progress, word: string): Progress | null {
  const value = simpleValue(word);
  if (value !== null) {
    return part === null || fitsBehind(part, value) ? { total, part: (part ?? 0) + value } : null;
  }
  if (part === null) return null;
  if (word === "hundred" && part < HUNDRED) return { total, part: part * HUNDRED };
  return word === "thousand" && total === 0 ? { total: part * THOUSAND, part: 0 } : null;
}

/** The hyphen was lost at the end of a line: `twentyone`. */
const GLUED =
  /^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(one|two|three|four|five|six|seven|eight|nine)$/;

/** Reads `forty-two` and `forty`; the caller handles `hundred`. */
function simpleValue(printed: string): number | null {
  const word = printed.replace(GLUED, "$1-$2");
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(word) || word.startsWith("hundred")) return null;
  const parts = word.split("-");
  const isHundreds = parts.includes("hundred");
  if (parts.includes("and") && !isHundreds) return null;
  const value = readCount(word);
  if (value === null || isHundreds || parts.length === 1) return value;
  const [tens = 0, units = 0] = parts.map((part) => readCount(part) ?? 0);
  return parts.length === 2 && fitsBehind(tens, units) ? value : null;
}

/** `twenty` before `eight`, `one hundred` before `fourteen`. */
function fitsBehind(before: number, value: number): boolean {
  if (value === 0) return false;
  if (before === 0) return true;
  if (before % HUNDRED === 0) return value < HUNDRED;
  return before % 10 === 0 && before % HUNDRED >= 20 && value < 10;
}

function isHundreds(part: number | null, next: string | undefined): boolean {
  return part !== null && part > 0 && part % HUNDRED === 0 && simpleValue(next ?? "") !== null;
}
