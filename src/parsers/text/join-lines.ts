/** Puts together what GPO's fixed-width print broke into lines. */

/**
 * GPO breaks at spaces and behind printed hyphens, dashes and strokes, in narrow columns as well: `end-` and `use`,
 * `12/` and `5/24`. It divides no word: of the 200 hyphens at line ends of 81 FR 86778 all belong to their words.
 */
const UNBROKEN = /[\p{L}\d\]]-$|--$|—$|\S\/$/u;

export function joinLines(lines: readonly string[]): string {
  const parts: string[] = [];
  let tail = "";
  for (const line of lines) {
    const space = tail === "" || UNBROKEN.test(tail) ? "" : " ";
    parts.push(space, line);
    tail = (tail + space + line.slice(-2)).slice(-2);
  }
  return parts.join("");
}
