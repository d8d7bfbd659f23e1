/** What a run left in its store, in a form in which two runs are the same where they say the same. */

import { outOfOrderDocuments } from "../../../src/db/documents/law-documents.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { lastSequence, readEvents } from "../../../src/db/log/log.ts";
import { documents } from "../../../src/db/schema/documents.ts";
import { openStoreToRead, type Store } from "../../../src/db/store/open-store.ts";
import { PipelineError } from "../../../src/model/errors.ts";
import type { LogEvent } from "../../../src/model/events/event.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Its instants by their day: clocks jump within it. Everything else as it is, `sequence` and `id` among it. */
export function timeless<T>(value: T): T {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" && INSTANT.test(part) ? part.slice(0, 10) : part,
  );
  return JSON.parse(text) as T;
}

export interface Told {
  readonly log: readonly LogEvent[];
  readonly entries: readonly unknown[];
}

export function readTold({ db }: Store): Told {
  return timeless({ log: readEvents(db, { after: 0 }), entries: currentEntries(db) });
}

/** How far the store has come. */
export interface Standing {
  readonly events: number;
  /** By id. */
  readonly states: Readonly<Record<string, string>>;
  readonly isHistoryTold: boolean;
}

export function readStanding({ db }: Store): Standing {
  const rows = db.select({ id: documents.id, state: documents.state }).from(documents).all();
  return {
    events: lastSequence(db),
    states: Object.fromEntries(rows.map(({ id, state }) => [id, state])),
    isHistoryTold: outOfOrderDocuments(db).length === 0,
  };
}

/** Null while there is no store to look at. */
export function lookInto<T>(dataDir: string, look: (store: Store) => T): T | null {
  try {
    using store = openStoreToRead(dataDir);
    return look(store);
  } catch (error) {
    if (error instanceof PipelineError && error.code.startsWith("store/")) return null;
    throw error;
  }
}
