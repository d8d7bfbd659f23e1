/** Maps the supplements to part 744 to the lists. */

import type { ListCode } from "../../model/entry.ts";

const LIST_OF_SUPPLEMENT: Readonly<Record<string, ListCode>> = { 4: "EL", 6: "UVL", 7: "MEU" };
const PART_BEFORE = /\bpart\s+(\d+),?\s+$/i;
const SUPPLEMENT =
  /\bsupp(?:lements?|\.)?\s+(?:nos?\.?\s*)?(\d+)\b(\s*(?:,|and)\s*(?:no\.?\s*)?\d+\b)?(?:\s*\([^()]*\))?(?:,?\s+(?:to|of)\s+(?:this\s+|15 CFR\s+)?part\s+(\d+))?/i;
const LIST_NAME = /\b(?<!UFLPA )(entity|unverified|military[- ]end[- ]user) list\b/i;
const LIST_OF_NAME: Readonly<Record<string, ListCode>> = {
  entity: "EL",
  unverified: "UVL",
  military: "MEU",
};

export interface SupplementPlace {
  /** Null if the supplement holds none of the lists. */
  readonly list: ListCode | null;
  /** `Supplements No. 4 and No. 6`: the text alone does not say which one is meant. */
  readonly several: boolean;
  readonly index: number;
  readonly length: number;
}

/** The first supplement that a text names; `part` is used if the text names no part. Null if none is named. */
export function findSupplement(text: string, part: string | null): SupplementPlace | null {
  const found = SUPPLEMENT.exec(text);
  if (found === null) return null;
  const { index, 0: whole, 1: number = "", 2: more, 3: named } = found;
  const inPart = named ?? PART_BEFORE.exec(text.slice(0, index))?.[1] ?? part ?? "744";
  const list = inPart === "744" ? (LIST_OF_SUPPLEMENT[number] ?? null) : null;
  return { list, several: more !== undefined, index, length: whole.length };
}

/** The list by its name, `the Unverified List`; for texts that name no supplement. */
export function findListName(text: string): ListCode | null {
  const name = LIST_NAME.exec(text)?.[1]?.toLowerCase().split(/[- ]/)[0] ?? "";
  return LIST_OF_NAME[name] ?? null;
}

/** `Supplement No. 4 to Part 744`, `supplement no. 4 to part 744 is amended`; null if no list is named. */
export function listOfSupplement(text: string): ListCode | null {
  return findSupplement(text, "")?.list ?? null;
}

const HEADINGS: Readonly<Record<ListCode, RegExp>> = {
  EL: /\b(?<!UFLPA )entity list\b/i,
  UVL: /\bunverified list\b/i,
  MEU: /\bmilitary end[- ]user/i,
};

/** Whether a supplement's heading, such as `Supplement No. 4 to Part 744—Entity List`, names the list. */
export function isHeadingOf(list: ListCode, heading: string): boolean {
  return HEADINGS[list].test(heading);
}

/** Until then supplement no. 7 was the temporary general license. */
const MILITARY_LIST_SINCE = "2020-12-23";

/** `day` is the publication day of a document, exact or estimated; null if unknown. */
export function hasMilitaryList(day: string | null): boolean {
  return day === null || day >= MILITARY_LIST_SINCE;
}
