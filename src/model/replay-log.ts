/** The list's versions as the log tells them: what was written beside each event can be had again from it (law 3). */

import type { Entry } from "./entry.ts";
import { type BaselineEventData, isEntityEvent, type LogEvent } from "./event.ts";

export interface ToldVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  readonly entry: Entry | null;
  readonly was: Entry | null;
  readonly validFrom: string | null;
  /** See `NewVersion` of the store. */
  readonly insteadOf: { readonly validFrom: string | null } | undefined;
  readonly knownFrom: string;
  readonly sequence: number;
}

/** By the event's own words, as a subscriber could: a version is told by the first event that names it. */
export function* versionsOf(events: Iterable<LogEvent>): Generator<ToldVersion> {
  const versions = new Map<string, number>();
  const days = new Map<string, string | null>();
  for (const event of events) {
    const sequence = Number(event.sequence);
    if (event.type === "list.baselined") {
      const { knownFrom, entries: listed } = event.data as BaselineEventData;
      for (const { entryId, partyId, entry } of listed) {
        versions.set(entryId, 1);
        days.set(entryId, null);
        const start = { was: null, validFrom: null, insteadOf: undefined, knownFrom, sequence };
        yield { entryId, partyId, version: 1, entry, ...start };
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
