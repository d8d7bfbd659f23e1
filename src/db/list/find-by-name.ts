/** Searches one snapshot of the list, of any day. */

import type { Entry } from "../../model/entry.ts";
import {
  type FoundEntry,
  type NameTable,
  namesOf,
  nameTable,
  rankEntries,
} from "../../model/search/entry-search.ts";
import { nameSound } from "../../model/search/name-match.ts";
import { openSearchIndex } from "./search-index.ts";
import type { SequenceSnapshot } from "./sequence-snapshots.ts";

export interface NameFinder extends Disposable {
  /** The entries of the snapshot that match the query, best first. */
  find(snapshot: SequenceSnapshot, asked: string): FoundEntry[];
}

export function openNameFinder(): NameFinder {
  const index = openSearchIndex();
  const tables = new WeakMap<SequenceSnapshot, NameTable>();
  const tableOf = (snapshot: SequenceSnapshot): NameTable => {
    const known = tables.get(snapshot);
    if (known !== undefined) return known;
    const entries = [...snapshot.entries.values()];
    index.add(entries.flatMap(({ entry }) => namesIn(entry)));
    const table = nameTable(entries, index.sound);
    tables.set(snapshot, table);
    return table;
  };
  return {
    find: (snapshot, asked) => {
      const table = tableOf(snapshot);
      const sound = nameSound(asked);
      return rankEntries(sound, index.candidates(sound), table, index.sound);
    },
    [Symbol.dispose]: () => index[Symbol.dispose](),
  };
}

function namesIn(entry: Entry): string[] {
  return [...namesOf(entry)].map(({ name }) => name);
}
