/** The words of the column heads of a list. A narrow column may divide them: `Reg-` and `ister`. */

const WORDS =
  "country entity listed person persons and address addresses license requirement requirements review policy federal register citation citations date of publication".split(
    " ",
  );
/** In letters: the shortest part of a divided word. */
const SHORTEST_REST = 3;

/** Whether `text` is a word of a column head, or a part of one. */
export function isHeadWord(text: string): boolean {
  const word = text.toLowerCase().replace(/[,:]$/, "");
  if (/[-\u2010\u00ad]$/.test(word))
    return WORDS.some((whole) => whole.startsWith(word.slice(0, -1)));
  // "ses:" is the rest of an entry's "aliases:", and heads have no colon within.
  const isRest = word.length >= SHORTEST_REST && !text.endsWith(":");
  return WORDS.some((whole) => whole === word || (isRest && whole.endsWith(word)));
}

/** No head ends like this, but a line of an entry's text may hold nothing else. */
export const JOINS = /^(?:and|of)$/i;
const WHOLE = new RegExp(`^(?:${WORDS.join("|")})+$`);
const EACH = new RegExp(WORDS.toSorted((one, other) => other.length - one.length).join("|"), "gi");

/** The column head that narrow lines divide within words, as `Countr` and `y`, or `cita-` and `tion`; null for other text. */
export function cutHead(lines: readonly string[]): string | null {
  if (JOINS.test(lines.at(-1)?.trim() ?? "")) return null;
  const letters = lines
    .map((line) => line.replace(/[-\u2010\u00ad]$/, ""))
    .join("")
    .replace(/[\s,:]/g, "");
  return WHOLE.test(letters.toLowerCase()) ? (letters.match(EACH) ?? []).join(" ") : null;
}
