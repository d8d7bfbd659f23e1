/** Runs one query over the list, page by page, from one snapshot. */

import type { SequenceSnapshot, SequenceSnapshots } from "../db/list/sequence-snapshots.ts";
import type { StandingEntry } from "../model/events/list-copy.ts";
import { passesEntry } from "../model/search/entry-filter.ts";
import { type EntriesQuery, filterOf, pastOf } from "./entries-query.ts";

/** The position of a page: the sequence of its snapshot, and its offset. */
export interface EntryPlace {
  readonly s: number;
  readonly o: number;
}

export interface FoundPart<M> {
  /** Number of results on all pages. */
  readonly total: number;
  readonly items: readonly Candidate<M>[];
  /** Null on the last page. */
  readonly next: EntryPlace | null;
}

/** `match` is what matches the search text; null without one. */
export interface Candidate<M> {
  readonly found: StandingEntry;
  readonly match: M | null;
}

/** Finds the entries of a snapshot that match the search text, best first. */
export type AnswerTo<M> = (snapshot: SequenceSnapshot, typed: string) => readonly Candidate<M>[];

/** Why a query is refused; null where it is allowed. */
export function refusalOf(asked: EntriesQuery): string | null {
  if (pastOf(asked) === null || asked.listed === "true") return null;
  return "`listed` must be `true` with `asOf` or `knownAt`";
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
  const candidates = asked.q === undefined ? allEntries<M>(snapshot) : answerTo(snapshot, asked.q);
  const fitting = candidates.filter(({ found }) => passesEntry(filter, found));
  const end = o + asked.limit;
  return {
    total: fitting.length,
    items: fitting.slice(o, end),
    next: end < fitting.length ? { s, o: end } : null,
  };
}

function allEntries<M>(snapshot: SequenceSnapshot): Candidate<M>[] {
  return [...snapshot.entries.values()].map((found) => ({ found, match: null }));
}
