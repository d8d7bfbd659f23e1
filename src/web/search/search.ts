/** Runs the search that a URL describes. */

import type { ListDeps } from "../../api/v1/list-deps.ts";
import type { SequenceSnapshot } from "../../db/list/sequence-snapshots.ts";
import {
  type AddressHit,
  type AddressTable,
  addressTable,
  findByAddress,
} from "../../model/search/address-search.ts";
import type { NameHit } from "../../model/search/entry-search.ts";
import { type EntriesQuery, entriesQuery } from "../../search/entries-query.ts";
import { createEntryCursors, type EntryCursors } from "../../search/entry-cursors.ts";
import {
  type AnswerTo,
  type EntryPlace,
  type FoundPart,
  findListed,
  refusalOf,
} from "../../search/find-entries.ts";

/** The values of the form as typed. */
export type Typed = Readonly<Partial<Record<string, string>>>;

export interface SearchView {
  readonly typed: Typed;
  /** Codes of the countries with entries. */
  readonly countries: readonly string[];
  /** The results, or why the search is refused. */
  readonly answer: FoundPage | { readonly refusal: string };
}

export interface FoundPage extends FoundPart<Hit> {
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export type Hit = NameHit | AddressHit;

const RESULTS_A_PAGE = 25;

/** Matches by name come first, then matches by address only. */
export function answerByAddressToo({ names }: Pick<ListDeps, "names">): AnswerTo<Hit> {
  const tables = new WeakMap<SequenceSnapshot, AddressTable>();
  return (snapshot, typed) => {
    const table = tables.get(snapshot) ?? addressTable(snapshot.entries.values());
    tables.set(snapshot, table);
    const named = names.find(snapshot, typed);
    const known = new Set(named.map(({ found }) => found.entryId));
    const there = findByAddress(table, typed).filter(({ found }) => !known.has(found.entryId));
    return [...named, ...there];
  };
}

export async function readSearch(
  deps: Pick<ListDeps, "snapshots" | "store">,
  answerTo: AnswerTo<Hit>,
  query: Typed,
): Promise<SearchView> {
  // Empty fields and unknown parameters are ignored.
  const typed = Object.fromEntries(
    Object.keys(entriesQuery.shape).flatMap((name) => {
      const value = query[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const { entries } = await deps.snapshots.at(deps.snapshots.last());
  const countries = new Set([...entries.values()].flatMap(({ entry }) => entry.country ?? []));
  return {
    typed,
    countries: [...countries],
    answer: await answer(deps, answerTo, typed),
  };
}

async function answer(
  { snapshots, store }: Pick<ListDeps, "snapshots" | "store">,
  answerTo: AnswerTo<Hit>,
  typed: Typed,
): Promise<SearchView["answer"]> {
  const read = entriesQuery.safeParse({ ...typed, limit: RESULTS_A_PAGE });
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return { refusal: faults.join("; ") };
  }
  const refusal = refusalOf(read.data);
  if (refusal !== null) return { refusal };
  const cursors = createEntryCursors(store);
  const from = placeOf(cursors, read.data);
  if (from === null) return { refusal: "cursor: must be one from an earlier page" };
  const part = await findListed(snapshots, answerTo, read.data, from);
  return { ...part, nextCursor: part.next === null ? null : cursors.write(part.next) };
}

function placeOf(cursors: EntryCursors, { cursor }: EntriesQuery): EntryPlace | null {
  return cursor === undefined ? cursors.start() : cursors.read(cursor);
}
