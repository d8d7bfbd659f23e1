/** The list and its versions, rebuilt from the log alone. */

import { asc } from "drizzle-orm";
import { putVersion } from "../../src/db/list.ts";
import { readEvents } from "../../src/db/log.ts";
import { type Database, openStore, type Store } from "../../src/db/open-store.ts";
import { entries, entryVersions } from "../../src/db/schema.ts";
import type { Entry } from "../../src/model/entry.ts";
import { type BaselineEventData, isEntityEvent, type LogEvent } from "../../src/model/event.ts";
import { scratchFolder } from "./scratch.ts";

/** By the event's own words, as a subscriber could: a version is told by the first event that names it. */
export function* versionsOf(events: readonly LogEvent[]) {
  const versions = new Map<string, number>();
  const days = new Map<string, string | null>();
  for (const event of events) {
    const sequence = Number(event.sequence);
    if (event.type === "list.baselined") {
      const { knownFrom, entries: listed } = event.data as BaselineEventData;
      for (const { entryId, partyId, entry } of listed) {
        versions.set(entryId, 1);
        days.set(entryId, null);
        const was: Entry | null = null;
        yield { entryId, partyId, version: 1, entry, was, validFrom: null, knownFrom, sequence };
      }
    } else if (isEntityEvent(event)) {
      const { entryId, partyId, entryVersion, before, after, validFrom, knownFrom } = event.data;
      if (entryVersion <= (versions.get(entryId) ?? 0)) continue;
      versions.set(entryId, entryVersion);
      const said = { entry: after, was: before, validFrom, knownFrom, sequence };
      // What was told of the change before was a misreading.
      const isMended = event.type === "entity.reread" || event.type === "entity.withdrawn";
      const insteadOf = isMended ? { validFrom: days.get(entryId) ?? null } : undefined;
      days.set(entryId, validFrom);
      yield { entryId, partyId, version: entryVersion, ...said, insteadOf };
    }
  }
}

export function dump(db: Database) {
  return {
    entries: db.select().from(entries).orderBy(asc(entries.entryId)).all(),
    versions: db.select().from(entryVersions).orderBy(asc(entryVersions.id)).all(),
  };
}

export function rebuild({ db }: Store) {
  using rebuilt = openStore(scratchFolder());
  for (const version of versionsOf(readEvents(db, { after: 0 }))) putVersion(rebuilt.db, version);
  return dump(rebuilt.db);
}
