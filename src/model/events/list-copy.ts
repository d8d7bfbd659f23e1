/**
 * A copy of the list kept by a follower of the log: load an export, then apply each event after the export's sequence.
 * Consumers may copy this file; it depends only on the event types.
 */

import type { Entry } from "../entry.ts";
import {
  type BaselineEventData,
  isEntityEvent,
  isHistoryEvent,
  isMergedEvent,
  type LogEvent,
} from "./event.ts";

/** An entry's current state. It includes every emitted change, also those that take effect later. */
export interface StandingEntry {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** False for removed, withdrawn or merged entries: `entry` is then the last text. */
  readonly listed: boolean;
  /** The day from which the text is law; null where unknown or not listed. */
  readonly validFrom: string | null;
  /** The id that this one was merged into; otherwise null. */
  readonly mergedInto: string | null;
  readonly entry: Entry;
}

/** By `entryId`, in the order of first sight. */
export type ListCopy = Map<string, StandingEntry>;

/**
 * Apply events in log order; applying one twice changes nothing. An `entity.*` event of a known version
 * (confirmed, or codified unchanged) and all other types leave the copy unchanged. Returns the ids it changed.
 */
export function applyEvent(copy: ListCopy, event: LogEvent): string[] {
  if (event.type === "list.baselined") return fill(copy, event.data as BaselineEventData);
  if (isHistoryEvent(event)) {
    const { entryId, partyId, entryVersion, listed, entry, versions } = event.data;
    const validFrom = listed ? (versions.at(-1)?.validFrom ?? null) : null;
    const { mergedInto = null } = copy.get(entryId) ?? {};
    copy.set(entryId, { entryId, entryVersion, partyId, listed, validFrom, mergedInto, entry });
    return [entryId];
  }
  if (isMergedEvent(event)) {
    const { mergedId, keptId } = event.data;
    const merged = copy.get(mergedId);
    if (merged === undefined) return [];
    copy.set(mergedId, { ...merged, listed: false, validFrom: null, mergedInto: keptId });
    return [mergedId];
  }
  if (!isEntityEvent(event)) return [];
  const { entryId, entryVersion, partyId, before, after, validFrom } = event.data;
  const known = copy.get(entryId);
  const entry = after ?? before;
  if (entry === null || entryVersion <= (known?.entryVersion ?? 0)) return [];
  const listed = after !== null;
  const stands = { listed, validFrom: listed ? validFrom : null };
  const mergedInto = known?.mergedInto ?? null;
  copy.set(entryId, { entryId, entryVersion, partyId, ...stands, mergedInto, entry });
  return [entryId];
}

function fill(copy: ListCopy, { entries }: BaselineEventData): string[] {
  for (const { entryId, partyId, entry } of entries) {
    if (copy.has(entryId)) continue;
    const start = { entryVersion: 1, listed: true, validFrom: null, mergedInto: null };
    copy.set(entryId, { entryId, partyId, ...start, entry });
  }
  return entries.map(({ entryId }) => entryId);
}
