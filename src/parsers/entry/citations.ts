/** Reads the Federal Register citation column, with any text between the citations. */

import type { Citation } from "../../model/entry.ts";
import { readDate } from "../text/dates.ts";
import { memoizeByText } from "../text/memoize-by-text.ts";

/** A volume may follow the date without a space, `5/14/0175 FR 78883`, and `FR` may be printed twice. */
const VOLUME = /(?:(?<=\/\d{2}|\/\d{4})|(?<!\d))(1?\d{2})\s*(?:FR\b\s*)+/g;
/** `88 FR 4/5/23` has no page: the number belongs to the date. */
const PAGE = /^,?\s*(\d{1,6})(?![\d/])/;
/** A citation directly after a policy: `…of the EAR88 FR 13675, 3/6/23.` */
const GLUED = /\d{2,3} FR (?:\d|\[INSERT)[\s\S]*$/;

/** In printed order. A placeholder such as `[INSERT FR PAGE NUMBER AND 2/27/2023]` has no page yet. */
export const readCitations = memoizeByText((text: string): readonly Citation[] => {
  const starts = [...text.matchAll(VOLUME)];
  return starts.map((start, at) => {
    const rest = text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length);
    const page = PAGE.exec(rest)?.[1];
    return {
      volume: Number(start[1]),
      page: page === undefined ? null : Number(page),
      date: readDate(rest),
    };
  });
}, 4000);

/** Splits a cell into its own text and a citation at its end; null if there is no citation. */
export function splitGluedCitation(text: string): { text: string; citation: string } | null {
  const glued = text.includes(" FR ") ? GLUED.exec(text) : null;
  if (glued === null || glued.index === 0) return null;
  return { text: text.slice(0, glued.index).trim(), citation: glued[0] };
}
