/** A log as long as wanted: changes of made-up entries on all lists, in several countries, of every class. */

import { appendEvent, lastSequence } from "../../src/db/log/log.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { LISTS } from "../../src/model/entry.ts";
import type { EventDraft } from "../../src/model/events/event.ts";
import { CHANGE_CLASSES } from "../../src/model/list/change.ts";
import { makeEntry } from "./make-entry.ts";

export const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost:8080" };

const DESTINATIONS = [
  { destination: "CHINA, PEOPLE'S REPUBLIC OF", country: "CN" },
  { destination: "FRANCE", country: "FR" },
  { destination: "RUSSIA", country: "RU" },
] as const;
const KINDS = [
  { type: "entity.added", op: "added", stage: "published" },
  { type: "entity.modified", op: "modified", stage: "published" },
  { type: "entity.codified", op: "added", stage: "codified" },
] as const;
const IN_ONE_TRANSACTION = 500;
/** Prime to one another and to the lists and destinations, so that every mixture comes. */
const HISTORICAL_EVERY = 7;

/** The `at`-th, the same for the same `at`. */
export function makeDraft(at: number): EventDraft {
  const place = DESTINATIONS[at % DESTINATIONS.length] ?? DESTINATIONS[0];
  const list = LISTS[Math.floor(at / 3) % LISTS.length] ?? "EL";
  const after = makeEntry({ name: `Company ${at}`, list, ...place });
  const entryId = `entry_${at % 1000}`;
  const { type, op, stage } = KINDS[at % KINDS.length] ?? KINDS[0];
  return {
    id: `event_${at}`,
    type,
    subject: entryId,
    data: {
      changeId: `change_${at}`,
      historical: at % HISTORICAL_EVERY === 0,
      list,
      op,
      class: CHANGE_CLASSES[Math.floor(at / 9) % CHANGE_CLASSES.length] ?? "editorial",
      cause: "law",
      stage,
      completeness: "full",
      entryId,
      entryVersion: Math.floor(at / 1000) + 1,
      partyId: `party_${at % 1000}`,
      before: null,
      after,
      changes: [],
      validFrom: "2025-03-25",
      knownFrom: "2025-03-28T12:45:00.000Z",
      effectiveOn: "2025-03-25",
      effectiveAt: null,
      rule: null,
      justifications: null,
      provenance: {
        documentId: "document_1",
        sha256: "0".repeat(64),
        asOf: null,
        row: at,
        parser: "test",
      },
    },
  };
}

/** Appends until the log has `upTo` events. */
export function fillLog(store: Pick<Store, "db" | "transact">, upTo: number): void {
  for (let last = lastSequence(store.db); last < upTo; ) {
    const end = Math.min(upTo, last + IN_ONE_TRANSACTION);
    store.transact((tx) => {
      for (let at = last + 1; at <= end; at += 1)
        appendEvent(tx, makeDraft(at), new Date(), ORIGIN);
    });
    last = end;
  }
}
