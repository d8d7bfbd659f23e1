/** One question about the list, answered part by part from one snapshot of it. */

import { z } from "zod";
import type { SequenceSnapshot, SequenceSnapshots } from "../db/list/sequence-snapshots.ts";
import type { StandingEntry } from "../model/events/list-copy.ts";
import { passesEntry } from "../model/search/entry-filter.ts";
import { type EntriesQuery, filterOf, pastOf } from "./entries-query.ts";

/** Of a part: of which snapshot it is (a sequence of the log), and where it begins. */
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

/** The entries of a snapshot that answer to what was typed, best first. */
export type AnswerTo<M> = (snapshot: SequenceSnapshot, typed: string) => readonly Candidate<M>[];

/** Why a question cannot be answered; null where it can. */
export function refusalOf(asked: EntriesQuery): string | null {
  if (pastOf(asked) === null || asked.listed === "true") return null;
  return "what was removed is asked for without asOf and knownAt";
}

export async function findListed<M>(
  snapshots: SequenceSnapshots,
  answerTo: AnswerTo<M>,
  asked: EntriesQuery,
  { s, o }: EntryPlace,
): Promise<FoundPart<M>> {
  const past = pastOf(asked);
  const snapshot = await (past === null ? snapshots.at(s) : snapshots.asOf(past, s));
  const filter = filterOf(asked);
  const candidates = asked.q === undefined ? everyone<M>(snapshot) : answerTo(snapshot, asked.q);
  const fitting = candidates.filter(({ found }) => passesEntry(filter, found));
  const end = o + asked.limit;
  return {
    total: fitting.length,
    items: fitting.slice(o, end),
    next: end < fitting.length ? { s, o: end } : null,
  };
}

function everyone<M>(snapshot: SequenceSnapshot): Candidate<M>[] {
  return [...snapshot.entries.values()].map((found) => ({ found, match: null }));
}
