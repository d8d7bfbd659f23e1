/**
 * Keeps the lists in memory between rules, which saves loading thousands of entries. Every change of a list is an event
 * ("State and log are one transaction"), so the lists are current as long as the log's last sequence is unchanged.
 */

import { loadIndex, refreshIndex } from "../../db/list/list.ts";
import { lastSequence } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { ListIndex } from "../../model/list/list-index.ts";

export interface ListMemory {
  /** Returns the stored list and forgets it. After a committed change, give it back with `keep`. */
  take(db: Database, list: ListCode): ListIndex;
  /** Call after the commit. `changed`: entries whose state in the index may differ from the store. */
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
