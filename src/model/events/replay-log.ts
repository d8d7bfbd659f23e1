/** The list's versions as the log tells them: what was written beside each event can be had again from it (law 3). */

import type { Entry } from "../entry.ts";
import {
  type BaselineEventData,
  type HistoryEventData,
  isEntityEvent,
  isHistoryEvent,
  isMergedEvent,
  type LogEvent,
  type MergedEventData,
  type Provenance,
} from "./event.ts";

/** A version takes its place behind the others; a history takes the place of all of them. */
export type Told =
  | ({ readonly kind: "version" } & ToldVersion)
  | { readonly kind: "history"; readonly told: HistoryEventData; readonly sequence: number }
  | { readonly kind: "merged"; readonly told: MergedEventData };

export interface ToldVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  readonly entry: Entry | null;
  readonly was: Entry | null;
  readonly validFrom: string | null;
  /** See `NewVersion` of the store. */
  readonly insteadOf: { readonly validFrom: string | null } | undefined;
  readonly shownOn: string | null;
  readonly knownFrom: string;
  readonly sequence: number;
}

/** By the event's own words, as a subscriber could: a version is told by the first event that names it. */
export function* versionsOf(events: Iterable<LogEvent>): Generator<Told> {
  const known = new Map<string, Known>();
  for (const event of events) {
    const sequence = Number(event.sequence);
    if (event.type === "list.baselined") {
      yield* baselined(event.data as BaselineEventData, sequence, known);
    } else if (isHistoryEvent(event)) {
      const { entryId, entryVersion, versions: told } = event.data;
      const numbers = [entryVersion, ...told.map(({ version }) => version)];
      const versions = Math.max(known.get(entryId)?.versions ?? 0, ...numbers);
      known.set(entryId, { versions, validFrom: told.at(-1)?.validFrom ?? null });
      yield { kind: "history", told: event.data, sequence };
    } else if (isMergedEvent(event)) {
      yield { kind: "merged", told: event.data };
    } else if (isEntityEvent(event)) {
      const { entryId, partyId, entryVersion, before, after, validFrom, knownFrom } = event.data;
      const last = known.get(entryId);
      if (entryVersion <= (last?.versions ?? 0)) continue;
      known.set(entryId, { versions: entryVersion, validFrom });
      // What was told of the change before was a misreading.
      const isMended = event.type === "entity.reread" || event.type === "entity.withdrawn";
      const insteadOf = isMended ? { validFrom: last?.validFrom ?? null } : undefined;
      const shownOn = shownOnOf(event.data.provenance);
      const told = { entryId, partyId, version: entryVersion, entry: after, was: before };
      yield { kind: "version", ...told, validFrom, insteadOf, shownOn, knownFrom, sequence };
    }
  }
}

/** Before provenance named the day, the document's id alone did. */
function shownOnOf({ asOf, documentId }: Provenance): string | null {
  return asOf ?? /^snapshot-(\d{4}-\d{2}-\d{2})-/.exec(documentId)?.[1] ?? null;
}

interface Known {
  readonly versions: number;
  /** Of the version told last. */
  readonly validFrom: string | null;
}

function* baselined(
  { knownFrom, asOf, entries }: BaselineEventData,
  sequence: number,
  known: Map<string, Known>,
): Generator<Told> {
  for (const { entryId, partyId, entry } of entries) {
    known.set(entryId, { versions: 1, validFrom: null });
    const start = { version: 1, was: null, validFrom: null, insteadOf: undefined, shownOn: asOf };
    yield { kind: "version", entryId, partyId, entry, ...start, knownFrom, sequence };
  }
}
