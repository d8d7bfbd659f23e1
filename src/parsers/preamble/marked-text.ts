/** Text of the preamble with a mark in place of each party's name. */

import type { Party } from "./parties.ts";

export interface MarkedText {
  readonly text: string;
  /** Parties by the number in the mark; a short form may stand for several parties. */
  readonly marks: readonly (readonly Party[])[];
}

const MARK = /⟦(\d+)⟧/g;

export function markOf(at: number): string {
  return `⟦${at}⟧`;
}

/** The parties whose marks stand in this part of the text, in text order. */
export function partiesIn(part: string, { marks }: Pick<MarkedText, "marks">): Party[] {
  const found = [...part.matchAll(MARK)].flatMap(([, at]) => marks[Number(at)] ?? []);
  return [...new Set(found)];
}
