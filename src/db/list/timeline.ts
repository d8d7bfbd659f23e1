/** An entry's history: each version with its period and origin, and what removed it. */

import { originOf } from "../../model/events/draft-history.ts";
import type { BaselineEventData, HistoryVersion, LogEvent } from "../../model/events/event.ts";
import type { History } from "../../model/list/history.ts";
import { readEvent } from "../log/log.ts";
import type { Database, Store } from "../store/open-store.ts";
import { type Ending, findEnding } from "./endings.ts";

export interface Timeline {
  /** In order of valid time. */
  readonly versions: readonly HistoryVersion[];
  /** Each day on which a version ends and no other begins. */
  readonly endings: readonly Ending[];
}

/** Returns the event of a sequence. */
export type EventReader = (sequence: number) => LogEvent;

export function readTimeline(
  db: Database,
  { entryId, records }: History,
  eventOf: EventReader = (sequence) => readEvent(db, sequence),
): Timeline {
  const versions = records.map(({ sequence, ...record }) => {
    return { ...record, ...originOf(eventOf(sequence), record, entryId) };
  });
  const begun = new Set(records.map(({ validFrom }) => validFrom));
  const ended = records.flatMap(({ validTo }) => (validTo === null ? [] : [validTo]));
  const days = ended.filter((day) => !begun.has(day));
  return { versions, endings: days.map((day) => findEnding(db, entryId, day)) };
}

/** Most entries began with a baseline of megabytes, so only each entry's row in it is kept. */
export function keepBaselines(store: Pick<Store, "db">): EventReader {
  const baselines = new Map<number, LogEvent>();
  return (sequence) => {
    const known = baselines.get(sequence);
    if (known !== undefined) return known;
    const event = readEvent(store.db, sequence);
    if (event.type !== "list.baselined") return event;
    const data = event.data as BaselineEventData;
    const rows = data.entries.map(({ entryId, row }) => ({ entryId, row }));
    const slim = { ...event, data: { ...data, entries: rows as unknown as typeof data.entries } };
    baselines.set(sequence, slim);
    return slim;
  };
}
