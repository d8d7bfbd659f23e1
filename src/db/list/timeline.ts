/** An entry's past: each version, from when to when it was law, why, and what took it off. */

import { whyOf } from "../../model/events/draft-history.ts";
import type { BaselineEventData, HistoryVersion, LogEvent } from "../../model/events/event.ts";
import type { History } from "../../model/list/history.ts";
import { readEvent } from "../log/log.ts";
import type { Database, Store } from "../store/open-store.ts";
import { type Ending, findEnding } from "./endings.ts";

export interface Timeline {
  /** In the order of law. */
  readonly versions: readonly HistoryVersion[];
  /** Each day on which a version ends and none begins. */
  readonly endings: readonly Ending[];
}

/** What an event says, by its sequence. */
export type EventReader = (sequence: number) => LogEvent;

export function readTimeline(
  db: Database,
  { entryId, records }: History,
  eventOf: EventReader = (sequence) => readEvent(db, sequence),
): Timeline {
  const versions = records.map(({ sequence, ...record }) => {
    return { ...record, ...whyOf(eventOf(sequence), record, entryId) };
  });
  const begun = new Set(records.map(({ validFrom }) => validFrom));
  const ended = records.flatMap(({ validTo }) => (validTo === null ? [] : [validTo]));
  const days = ended.filter((day) => !begun.has(day));
  return { versions, endings: days.map((day) => findEnding(db, entryId, day)) };
}

/** A baseline is megabytes, and most entries began with one: of each, where which entry stood is kept. */
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
