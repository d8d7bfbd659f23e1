/**
 * The list as a follower of the log keeps it: load an export, then apply each event behind the sequence that the export stands
 * at. Written to be copied by consumers: beside the shapes of the events it needs nothing.
 */

import type { Entry } from "../entry.ts";
import {
  type BaselineEventData,
  isEntityEvent,
  isHistoryEvent,
  isMergedEvent,
  type LogEvent,
} from "./event.ts";

/** An entry as it stands: each change is in it as soon as it is told, from whatever day it is law. */
export interface StandingEntry {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** False of what was removed, taken back or merged: `entry` is then what it was. */
  readonly listed: boolean;
  /** The day from which the text is law; null where unknown, and where it is not listed. */
  readonly validFrom: string | null;
  /** Of an id that a person found to be another's: whose. */
  readonly mergedInto: string | null;
  readonly entry: Entry;
}

/** By `entryId`, in the order of first sight. */
export type ListCopy = Map<string, StandingEntry>;

/**
 * Events come in the order of the log; one that comes twice changes nothing. `entity.*` of a version that is known already
 * (confirmed, codified in the rule's own words) and every other type leave the copy as it is. Returns the ids it touched.
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
