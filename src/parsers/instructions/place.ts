/** Finds the list that an instruction is about: by the supplement it names, unless it names another place. */

import type { ListCode } from "../../model/entry.ts";
import { findListName, findSupplement } from "../text/list-supplement.ts";

export interface Place {
  /** Null: another place. Undefined: the text names no place, so the paragraphs above decide. */
  readonly list: ListCode | null | undefined;
  /** It names several supplements, or the supplement as a whole, so its entries are not known. */
  readonly unclear: boolean;
  /** The instruction without the name of its place. */
  readonly text: string;
}

const AUTHORITY = /\bauthority citations?\b/i;
const OTHER_PLACE =
  /^(?:(?:the|in|by|to|of|and|amend(?:ing)?|revis(?:e|ing)|add(?:ing)?|remov(?:e|ing)|redesignat(?:e|ing)|correct(?:ing)?|reserv(?:e|ing)|new(?:ly)?|introductory|text|headings?|definitions?|notes?|tables?|undesignated|reserved)\s+)*(?:sections?\s+\d|§|appendix\b|paragraphs?\s+\(|subparts?\b|country groups?\b|eccns?\b|parts?\s+\d)/i;
/** "Effective September 16, 2024, section 746.8 is amended". */
const FROM_DAY =
  /^\s*(?:effective|beginning|starting)\s+(?:on\s+)?\p{L}+\s+\d{1,2},?\s+\d{4},?\s*(?:(?:until|through)\s+\p{L}+\s+\d{1,2},?\s+\d{4},?\s*)?/iu;
/** "Supplement No. 7 to part 744 is added", "Revise supplement no. 6". */
const WHOLE_AFTER =
  /^\s*(?:—[^.;:,]{0,60}\s*)?(?:,\s*)?(?:is|are) (?:added|revised|removed|republished|redesignated|reserved)\b(?!\s+(?:by|under|as follows))/i;
const WHOLE_BEFORE =
  /(?:^\s*|\bby\s+)(?:add|revis|remov|republish|redesignat)(?:e|ing)?\s+(?:new\s+|the\s+)?$/i;
/** If the supplement is the subject, only these words stand before it. */
const SUBJECT =
  /^(?:\W|\b(?:in|to|the|of|amend|amending|revise|revising|add|adding|remove|removing|correct|correcting|table|entries|list|15|cfr|part|7\d\d|and|by|from|under|further|title|new)\b)*$/i;
const AMENDS =
  /\b(?:(?:add|revis|remov|delet|amend|correct|redesignat|modify)(?:ing|es|e|s)?|amended|revised|added|removed|corrected|redesignated)\b/i;

/**
 * `part` is the enclosing CFR part; `text` has neither labels nor quoted names. `isElsewhere`: the paragraph above is
 * about another place, whose own text may mention the lists.
 */
export function findPlace(text: string, part: string | null, isElsewhere: boolean): Place {
  if (AUTHORITY.test(text)) return elsewhere(text);
  const supplement = findSupplement(text, part);
  const before = supplement === null ? "" : text.slice(0, supplement.index);
  const isSubject = SUBJECT.test(before) || (!isElsewhere && AMENDS.test(text));
  if (supplement !== null && isSubject && !OTHER_PLACE.test(before.replace(/\bpart 744\b/i, ""))) {
    const after = text.slice(supplement.index + supplement.length);
    const isWhole = WHOLE_AFTER.test(after) || WHOLE_BEFORE.test(before);
    const unclear = supplement.list !== null && (supplement.several || isWhole);
    return { list: supplement.list, unclear, text: `${before} supplement ${after}` };
  }
  if (OTHER_PLACE.test(text.replace(FROM_DAY, ""))) return elsewhere(text);
  if (part !== null && part !== "744") return elsewhere(text);
  const list = /^(?:in |amend )?the\s/i.test(text) ? findListName(text.slice(0, 60)) : null;
  return { list: list ?? undefined, unclear: false, text };
}

function elsewhere(text: string): Place {
  return { list: null, unclear: false, text };
}
