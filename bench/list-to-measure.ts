/** A store that holds the list to measure, as its first snapshot fills it. */

import { fillFromLog } from "../src/db/list/rebuild.ts";
import { appendEvent } from "../src/db/log/log.ts";
import { openScratchStore, type Store } from "../src/db/store/open-store.ts";
import { draftBaselined } from "../src/model/events/draft-events.ts";
import type { BaselinedEntry } from "../src/model/events/event.ts";
import { addEntry } from "../src/model/list/list-change.ts";
import { ListIndex } from "../src/model/list/list-index.ts";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { parseSnapshot } from "../src/parsers/snapshot.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const DAY = "2026-03-25";
const ORIGIN = { source: "urn:entitywire:bench", publicUrl: "http://localhost" };

export function listToMeasure(): { store: Store; origin: string; entries: number } {
  const { bytes, origin } = snapshotToMeasure();
  const store = openScratchStore();
  let count = 0;
  for (const reading of parseSnapshot(decodeDocument(bytes)).lists) {
    const index = new ListIndex(reading.list, DAY, []);
    const entries = reading.entries.map((entry, at): BaselinedEntry => {
      const row = reading.rows[at]?.[0] ?? 1;
      const { entryId, partyId } = addEntry(index, `snapshot@${DAY}`, entry, row);
      return { entryId, partyId, row, entry };
    });
    count += entries.length;
    const provenance = { documentId: "snapshot-1", sha256: "0", asOf: DAY, parser: "bench" };
    const context = { provenance, knownFrom: `${DAY}T00:00:00.000Z`, historical: false };
    const draft = draftBaselined(reading, DAY, entries, context);
    store.transact((tx) => appendEvent(tx, draft, new Date(`${DAY}T00:00:00Z`), ORIGIN));
  }
  store.transact((tx) => fillFromLog(tx, tx));
  return { store, origin, entries: count };
}
