/** Puts together what GPO's fixed-width print broke into lines. */

/**
 * GPO breaks at spaces and behind printed hyphens, dashes and strokes, in narrow columns as well: `end-` and `use`,
 * `12/` and `5/24`. It divides no word: of the 200 hyphens at line ends of 81 FR 86778 all belong to their words.
 */
const UNBROKEN = /[\p{L}\d\]]-$|--$|—$|\S\/$/u;

export function joinLines(lines: readonly string[]): string {
  const parts: string[] = [];
  // The last two letters so far. Asked of the text itself, each line would cost as much as all before it.
  let end = "";
  for (const line of lines) {
    const space = end === "" || UNBROKEN.test(end) ? "" : " ";
    parts.push(space, line);
    end = (end + space + line.slice(-2)).slice(-2);
  }
  return parts.join("");
}
