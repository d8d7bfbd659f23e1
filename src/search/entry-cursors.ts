/** Cursors of the entry list: a place in one snapshot of the list, and the log that the snapshot belongs to. */

import { z } from "zod";
import { eventAt, lastSequence } from "../db/log/log.ts";
import type { Store } from "../db/store/open-store.ts";
import { createCursors } from "./cursor.ts";
import type { EntryPlace } from "./find-entries.ts";

export interface EntryCursors {
  write(place: EntryPlace): string;
  /** Null for a cursor that is not of this store or of this log. */
  read(cursor: string): EntryPlace | null;
  /** The first page of the list as it is now. */
  start(): EntryPlace;
}

/** `e`: the id of the event at the sequence; a store restored from a backup has another one there. */
const shape = z.object({ s: z.int().min(0), o: z.int().min(0), e: z.string() });

export function createEntryCursors(store: Pick<Store, "db">): EntryCursors {
  const cursors = createCursors(store, "entries", shape);
  const idAt = (sequence: number) => eventAt(store.db, sequence)?.id ?? "";
  return {
    write: ({ s, o }) => cursors.write({ s, o, e: idAt(s) }),
    read: (cursor) => {
      const place = cursors.read(cursor);
      if (place === null || place.e !== idAt(place.s)) return null;
      return { s: place.s, o: place.o };
    },
    start: () => ({ s: lastSequence(store.db), o: 0 }),
  };
}
