/** The words over the columns of a list's table, which a narrow column may divide: `Reg-` and `ister`. */

const WORDS =
  "country entity listed person persons and address addresses license requirement requirements review policy federal register citation citations date of publication".split(
    " ",
  );
const SHORTEST_REST = 3;

export function isHeadWord(text: string): boolean {
  const word = text.toLowerCase().replace(/[,:]$/, "");
  if (/[-\u2010\u00ad]$/.test(word))
    return WORDS.some((whole) => whole.startsWith(word.slice(0, -1)));
  return WORDS.some(
    (whole) => whole === word || (word.length >= SHORTEST_REST && whole.endsWith(word)),
  );
}

const WHOLE = new RegExp(`^(?:${WORDS.join("|")})+$`);
const EACH = new RegExp(WORDS.toSorted((one, other) => other.length - one.length).join("|"), "gi");

/** The head that a column cuts within its words, as `Countr` and `y`, or `cita-` and `tion`; null of other print. */
export function cutHead(lines: readonly string[]): string | null {
  const letters = lines
    .map((line) => line.replace(/[-\u2010\u00ad]$/, ""))
    .join("")
    .replace(/[\s,:]/g, "");
  return WHOLE.test(letters.toLowerCase()) ? (letters.match(EACH) ?? []).join(" ") : null;
}
