/** Reads counts as BIS writes them: `10`, `ten`, `forty-two`, `one hundred and fourteen`. */

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const WORD_VALUES = new Map<string, number>([
  ...UNITS.map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, (at + 2) * 10] as const),
]);
const ONE_WORD = [...TENS, ...UNITS].join("|");

/** Pattern source that matches a count, for use in larger patterns. */
export const COUNT_PATTERN = `(?:\\d{1,4}|(?:${ONE_WORD})(?:[- ]hundred(?: and)?)?(?:[- ]?(?:${ONE_WORD})(?:[- ]hundred(?: and)?)?){0,7}(?![a-z]))`;

/** Null if the text is not a count. */
export function readCount(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  if (/^\d{1,4}$/.test(trimmed)) return Number(trimmed);
  let total = 0;
  const words = trimmed.split(/[\s-]+/).filter((word) => word !== "and" && word !== "");
  for (const word of words) {
    const value = WORD_VALUES.get(word);
    if (word === "hundred") total *= 100;
    else if (value === undefined) return null;
    else total += value;
  }
  return words.length > 0 ? total : null;
}
