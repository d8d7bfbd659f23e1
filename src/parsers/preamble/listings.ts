/** Where a sentence lists the parties that it is about. */

import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { countTelling, listingFrom, NOUN } from "./plain-words.ts";

/** `ten entities`, `the two Russian companies` */
export const SELECTED = new RegExp(
  `\\b(?:${COUNT_PATTERN})\\s+(?:[\\w.’'-]+\\s+){0,5}?${NOUN}|\\b(?:the|all|each)\\s+(?:of the\\s+)?(?:[\\w.’'-]+\\s+){0,5}?${NOUN}`,
  "i",
);
/** A sentence may lead up to its subject with this many words that say something: `the activities of`. */
const LEAD_WORDS = 2;
/** What an entry holds, and no party: `two addresses under A`. */
const OF_AN_ENTRY = /(?:address(?:es)?|entry|entries)$/i;
/** `With respect to the two entities, the ERC determined that ⟦0⟧`: what the committee decided is about the name. */
const DECIDED =
  /\b(?:ERC|Committee|BIS)\s+(?:has\s+)?(?:determined|concluded|decided|found|finds|believes)\s+(?:that\s+)?(?:the\s+)?$/;
const COLON_LIST = /:\s*(?:(?:and|the)\s+)*(?=⟦)/g;
const COUNTED = new RegExp(`\\b(${COUNT_PATTERN})\\s+(?:[\\w.’'-]+\\s+){0,5}?${NOUN}\\b`, "gi");
/** `; and that ⟦3⟧ assisted them` */
const NEXT_THAT = /[,;]\s+(?:and\s+)?that\s+(?:the\s+)?(?=⟦)/g;

/** Nothing where the first name is only the object of what others did. `mark` is the place of that name. */
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
    if (!DECIDED.test(said) && countTelling(said) > 0) return "";
  } else if (!isDecision && countTelling(lead) > LEAD_WORDS) return "";
  return listingFrom(text, mark);
}

/**
 * `two companies for having bought engines: ⟦0⟧ and ⟦1⟧`: the colon lists those that were counted. Behind a listing, or
 * where names stand between, the number must fit: something else may be listed.
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
