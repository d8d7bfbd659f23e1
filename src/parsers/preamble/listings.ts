/** Finds the part of a sentence that lists its parties. */

import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { countInformativeWords, listingFrom, NOUN } from "./plain-words.ts";

/** `ten entities`, `the two Russian companies` */
export const SELECTED = new RegExp(
  `\\b(?:${COUNT_PATTERN})\\s+(?:[\\w.’'-]+\\s+){0,5}?${NOUN}|\\b(?:the|all|each)\\s+(?:of the\\s+)?(?:[\\w.’'-]+\\s+){0,5}?${NOUN}`,
  "i",
);
/** So many informative words may precede the subject of a sentence: `the activities of`. */
const LEAD_WORDS = 2;
/** Parts of an entry, not parties: `two addresses under A`. */
const OF_AN_ENTRY = /(?:address(?:es)?|entry|entries)$/i;
/** `With respect to the two entities, the ERC determined that ⟦0⟧`: the decision is about the name. */
const DECIDED =
  /\b(?:ERC|Committee|BIS)\s+(?:has\s+)?(?:determined|concluded|decided|found|finds|believes)\s+(?:that\s+)?(?:the\s+)?$/;
const COLON_LIST = /:\s*(?:(?:and|the)\s+)*(?=⟦)/g;
const COUNTED = new RegExp(`\\b(${COUNT_PATTERN})\\s+(?:[\\w.’'-]+\\s+){0,5}?${NOUN}\\b`, "gi");
/** `; and that ⟦3⟧ assisted them` */
const NEXT_THAT = /[,;]\s+(?:and\s+)?that\s+(?:the\s+)?(?=⟦)/g;

/** Empty if the first name is only the object of an act of others. `mark` is the offset of that name. */
export function listingOf(
  text: string,
  mark: number,
  isDecision: boolean,
  selected: RegExpExecArray | null,
): string {
  const first = firstListing(text, mark, isDecision, selected);
  if (!isDecision) return first;
  const end = first === "" ? 0 : mark + first.length;
  const further = [behindColon(text, end, first === "" ? mark : null), ...nextClauses(text, end)];
  return [first, ...further].filter(Boolean).join(" , ");
}

function firstListing(
  text: string,
  mark: number,
  isDecision: boolean,
  selected: RegExpExecArray | null,
): string {
  const lead = text.slice(0, mark);
  if (selected !== null && selected.index < mark && !OF_AN_ENTRY.test(selected[0])) {
    const said = lead.slice(selected.index + selected[0].length).replace(/^\s*(?:for|of)\b/, "");
    if (!DECIDED.test(said) && countInformativeWords(said) > 0) return "";
  } else if (!isDecision && countInformativeWords(lead) > LEAD_WORDS) return "";
  return listingFrom(text, mark);
}

/**
 * `two companies for having bought engines: ⟦0⟧ and ⟦1⟧`: the names after the colon are the counted parties. After a
 * listing, or with names in between, the number must match, because the colon may list something else.
 */
function behindColon(text: string, from: number, mark: number | null): string {
  for (const { index, 0: colon } of text.matchAll(COLON_LIST)) {
    if (index < from) continue;
    const at = index + colon.length;
    const counted = [...text.slice(0, index).matchAll(COUNTED)].at(-1);
    if (counted === undefined) continue;
    const listing = listingFrom(text, at);
    const size = listing.match(/⟦\d+⟧/g)?.length ?? 0;
    if (mark === at || readCount(counted[1] ?? "") === size) return listing;
  }
  return "";
}

function nextClauses(text: string, from: number): string[] {
  return [...text.matchAll(NEXT_THAT)]
    .filter(({ index }) => from > 0 && index >= from)
    .map(({ index, 0: lead }) => listingFrom(text, index + lead.length));
}
