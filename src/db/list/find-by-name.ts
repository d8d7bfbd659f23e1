/** Searches one snapshot of the list, of any day. */

import { setImmediate } from "node:timers/promises";
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
  /** Prepares the search of a snapshot, and leaves the event loop free meanwhile. */
  warm(snapshot: SequenceSnapshot, signal: AbortSignal): Promise<void>;
}

/** Indexing them takes a few ms. */
const ENTRIES_AT_ONCE = 20;

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
    warm: async (snapshot, signal) => {
      if (tables.has(snapshot)) return;
      const entries = [...snapshot.entries.values()];
      for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE) {
        const some = entries.slice(at, at + ENTRIES_AT_ONCE);
        index.add(some.flatMap(({ entry }) => namesIn(entry)));
        await setImmediate(undefined, { signal });
      }
      tableOf(snapshot);
    },
    [Symbol.dispose]: () => index[Symbol.dispose](),
  };
}

function namesIn(entry: Entry): string[] {
  return [...namesOf(entry)].map(({ name }) => name);
}
