/** Since when an entry is listed by law, and why: what its text does not say. */

import { and, asc, inArray, isNull } from "drizzle-orm";
import { whyOf } from "../../model/events/draft-history.ts";
import type { LogEvent } from "../../model/events/event.ts";
import { entryVersions } from "../schema/list.ts";
import { log } from "../schema/service.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import type { StandingRow } from "./standing-entries.ts";

/** The day on which the stretch of law began that still lasts; null where unknown. */
export function listedSince(db: Database): ReadonlyMap<string, string | null> {
  const v = entryVersions;
  const held = db
    .select({ entryId: v.entryId, validFrom: v.validFrom, validTo: v.validTo })
    .from(v)
    .where(isNull(v.knownTo))
    .orderBy(asc(v.entryId), asc(v.validFrom), asc(v.id))
    .all();
  const since = new Map<string, string | null>();
  const ended = new Map<string, string | null>();
  for (const { entryId, validFrom, validTo } of held) {
    // It follows on the one before it, or it is a listing of its own.
    if (!since.has(entryId) || ended.get(entryId) !== validFrom) since.set(entryId, validFrom);
    ended.set(entryId, validTo);
  }
  return since;
}

/**
 * The passages that say why, of each entry whose version some rule made. Events never change: it may be asked outside the
 * transaction that read the rows.
 */
export function reasonsOf(
  db: Database,
  rows: readonly Pick<StandingRow, "entryId" | "entryVersion" | "sequence">[],
): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, readonly string[]>();
  const made = Map.groupBy(rows, ({ sequence }) => sequence ?? 0);
  inChunks([...made.keys()], (sequences) => {
    const isTelling = inArray(log.type, [...TELLING]);
    const events = db
      .select({ sequence: log.sequence, event: log.event })
      .from(log)
      .where(and(inArray(log.sequence, sequences), isTelling))
      .all();
    for (const { sequence, event } of events) {
      const told: LogEvent = JSON.parse(event);
      for (const { entryId, entryVersion } of made.get(sequence) ?? []) {
        const why = whyOf(told, { version: entryVersion }, entryId);
        reasons.set(
          entryId,
          (why.justifications ?? []).map(({ text }) => text),
        );
      }
    }
  });
  return reasons;
}

/** A baseline gives no reasons, and is megabytes. */
const TELLING = [
  "entity.added",
  "entity.modified",
  "entity.codified",
  "entity.reread",
  "entity.withdrawn",
  "entry.history",
] as const;
