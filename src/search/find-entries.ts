/** One question about the list, answered part by part from one cut of it. */

import { z } from "zod";
import type { ListCut, ListCuts } from "../db/list/list-cuts.ts";
import type { StandingEntry } from "../model/events/list-copy.ts";
import { passesEntry } from "../model/search/entry-filter.ts";
import { type EntriesQuery, filterOf, pastOf } from "./entries-query.ts";

/** Of a part: of which cut it is (a sequence of the log), and where it begins. */
export const entryPlace = z.object({ s: z.int().min(0), o: z.int().min(0) });
export type EntryPlace = Readonly<z.output<typeof entryPlace>>;

export interface FoundPart<M> {
  /** Of all parts. */
  readonly total: number;
  readonly items: readonly Candidate<M>[];
  /** Null behind the last one. */
  readonly next: EntryPlace | null;
}

/** `match`: with something typed, what of the entry answers to it. */
export interface Candidate<M> {
  readonly found: StandingEntry;
  readonly match: M | null;
}

/** The entries of a cut that answer to what was typed, best first. */
export type AnswerTo<M> = (cut: ListCut, typed: string) => readonly Candidate<M>[];

/** Why a question cannot be answered; null where it can. */
export function refusalOf(asked: EntriesQuery): string | null {
  if (pastOf(asked) === null || asked.listed === "true") return null;
  return "what was removed is asked for without asOf and knownAt";
}

export async function findListed<M>(
  cuts: ListCuts,
  answerTo: AnswerTo<M>,
  asked: EntriesQuery,
  { s, o }: EntryPlace,
): Promise<FoundPart<M>> {
  const past = pastOf(asked);
  const cut = await (past === null ? cuts.at(s) : cuts.asOf(past, s));
  const filter = filterOf(asked);
  const candidates = asked.q === undefined ? everyone<M>(cut) : answerTo(cut, asked.q);
  const fitting = candidates.filter(({ found }) => passesEntry(filter, found));
  const end = o + asked.limit;
  return {
    total: fitting.length,
    items: fitting.slice(o, end),
    next: end < fitting.length ? { s, o: end } : null,
  };
}

function everyone<M>(cut: ListCut): Candidate<M>[] {
  return [...cut.entries.values()].map((found) => ({ found, match: null }));
}
