/**
 * The lists as the last rule left them, so that the next rule need not read thousands of entries again. Every change of
 * a list is an event (law 3): where the log stands where it stood, the lists are what they were.
 */

import { loadIndex, refreshIndex } from "../../db/list/list.ts";
import { lastSequence } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { ListIndex } from "../../model/list/list-index.ts";

export interface ListMemory {
  /** The list as the store has it. It is forgotten here: who changes it gives it back with `keep` once that is committed. */
  take(db: Database, list: ListCode): ListIndex;
  /** After the commit: `changed` are the entries that the index may know otherwise than the store does. */
  keep(db: Database, index: ListIndex, changed: readonly string[]): void;
  forget(): void;
}

export function createListMemory(): ListMemory {
  const remembered = new Map<ListCode, { readonly index: ListIndex; readonly sequence: number }>();
  return {
    take: (db, list) => {
      const known = remembered.get(list);
      remembered.delete(list);
      return known?.sequence === lastSequence(db) ? known.index : loadIndex(db, list);
    },
    forget: () => remembered.clear(),
    keep: (db, index, changed) => {
      refreshIndex(db, index, changed);
      remembered.set(index.list, { index, sequence: lastSequence(db) });
    },
  };
}
