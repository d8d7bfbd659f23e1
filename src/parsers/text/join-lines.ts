/** Joins the lines of GPO's fixed-width print. */

/**
 * GPO breaks lines at spaces and after printed hyphens, dashes and slashes, in narrow columns as well: `end-` and
 * `use`, `12/` and `5/24`. It hyphenates no word: all 200 hyphens at line ends in 81 FR 86778 belong to their words.
 */
const UNBROKEN = /[\p{L}\d\]]-$|--$|—$|\S\/$/u;

export function joinLines(lines: readonly string[]): string {
  const parts: string[] = [];
  // The last two characters so far: joining the text for each line would take quadratic time.
  let end = "";
  for (const line of lines) {
    const space = end === "" || UNBROKEN.test(end) ? "" : " ";
    parts.push(space, line);
    end = (end + space + line.slice(-2)).slice(-2);
  }
  return parts.join("");
}
