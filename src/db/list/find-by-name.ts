/** Search over one cut of the list, whichever day it is of. */

import type { Entry } from "../../model/entry.ts";
import {
  type FoundEntry,
  type NameTable,
  namesOf,
  nameTable,
  rankEntries,
} from "../../model/search/entry-search.ts";
import { nameSound } from "../../model/search/name-match.ts";
import type { ListCut } from "./list-cuts.ts";
import { openSearchIndex } from "./search-index.ts";

export interface NameFinder extends Disposable {
  /** The entries of the cut that answer to what was typed, best first. */
  find(cut: ListCut, asked: string): FoundEntry[];
}

export function openNameFinder(): NameFinder {
  const index = openSearchIndex();
  const tables = new WeakMap<ListCut, NameTable>();
  const tableOf = (cut: ListCut): NameTable => {
    const known = tables.get(cut);
    if (known !== undefined) return known;
    const entries = [...cut.entries.values()];
    index.add(entries.flatMap(({ entry }) => namesIn(entry)));
    const table = nameTable(entries, index.sound);
    tables.set(cut, table);
    return table;
  };
  return {
    find: (cut, asked) => {
      const table = tableOf(cut);
      const sound = nameSound(asked);
      return rankEntries(sound, index.candidates(sound), table, index.sound);
    },
    [Symbol.dispose]: () => index[Symbol.dispose](),
  };
}

function namesIn(entry: Entry): string[] {
  return [...namesOf(entry)].map(({ name }) => name);
}
