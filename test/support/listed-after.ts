/** The list as a log leaves it, in the lines of `entries.ndjson`, by entry id: what a consumer is to end with. */

import type { Entry } from "../../src/model/entry.ts";
import type { LogEvent } from "../../src/model/events/event.ts";
import { applyEvent, type ListCopy } from "../../src/model/events/list-copy.ts";

export interface ListedLine extends Entry {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  readonly validFrom: string | null;
}

export function listedAfter(log: readonly LogEvent[]): ListedLine[] {
  const copy: ListCopy = new Map();
  for (const event of log) applyEvent(copy, event);
  return [...copy.values()]
    .filter(({ listed }) => listed)
    .map(({ entryId, entryVersion, partyId, validFrom, entry }) => {
      return { entryId, entryVersion, partyId, validFrom, ...entry };
    })
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}
