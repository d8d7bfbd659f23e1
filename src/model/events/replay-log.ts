/** Rebuilds the list's versions from the log ("State and log are one transaction"). */

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

/** A version is appended to the entry's versions; a history replaces them all. */
export type LoggedState =
  | ({ readonly kind: "version" } & LoggedVersion)
  | { readonly kind: "history"; readonly logged: HistoryEventData; readonly sequence: number }
  | { readonly kind: "merged"; readonly logged: MergedEventData };

export interface LoggedVersion {
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

/** Uses only the event's content, as a subscriber could. The first event that names a version creates it. */
export function* versionsOf(events: Iterable<LogEvent>): Generator<LoggedState> {
  const known = new Map<string, Known>();
  for (const event of events) {
    const sequence = Number(event.sequence);
    if (event.type === "list.baselined") {
      yield* baselined(event.data as BaselineEventData, sequence, known);
    } else if (isHistoryEvent(event)) {
      const { entryId, entryVersion, versions: logged } = event.data;
      const numbers = [entryVersion, ...logged.map(({ version }) => version)];
      const versions = Math.max(known.get(entryId)?.versions ?? 0, ...numbers);
      known.set(entryId, { versions, validFrom: logged.at(-1)?.validFrom ?? null });
      yield { kind: "history", logged: event.data, sequence };
    } else if (isMergedEvent(event)) {
      yield { kind: "merged", logged: event.data };
    } else if (isEntityEvent(event)) {
      const { entryId, partyId, entryVersion, before, after, validFrom, knownFrom } = event.data;
      const last = known.get(entryId);
      if (entryVersion <= (last?.versions ?? 0)) continue;
      known.set(entryId, { versions: entryVersion, validFrom });
      // The earlier event of this change was a misreading.
      const isMended = event.type === "entity.reread" || event.type === "entity.withdrawn";
      const insteadOf = isMended ? { validFrom: last?.validFrom ?? null } : undefined;
      const shownOn = shownOnOf(event.data.provenance);
      const logged = { entryId, partyId, version: entryVersion, entry: after, was: before };
      yield { kind: "version", ...logged, validFrom, insteadOf, shownOn, knownFrom, sequence };
    }
  }
}

/** Older events lack `asOf`; the document's id contains the day. */
function shownOnOf({ asOf, documentId }: Provenance): string | null {
  return asOf ?? /^snapshot-(\d{4}-\d{2}-\d{2})-/.exec(documentId)?.[1] ?? null;
}

interface Known {
  readonly versions: number;
  /** Of the latest version. */
  readonly validFrom: string | null;
}

function* baselined(
  { knownFrom, asOf, entries }: BaselineEventData,
  sequence: number,
  known: Map<string, Known>,
): Generator<LoggedState> {
  for (const { entryId, partyId, entry } of entries) {
    known.set(entryId, { versions: 1, validFrom: null });
    const start = { version: 1, was: null, validFrom: null, insteadOf: undefined, shownOn: asOf };
    yield { kind: "version", entryId, partyId, entry, ...start, knownFrom, sequence };
  }
}
