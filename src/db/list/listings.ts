/** Since when an entry is listed by law, and why; its text contains neither. */

import { and, asc, inArray, isNull } from "drizzle-orm";
import { originOf } from "../../model/events/draft-history.ts";
import type { LogEvent } from "../../model/events/event.ts";
import { entryVersions } from "../schema/list.ts";
import { log } from "../schema/service.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import type { StandingRow } from "./standing-entries.ts";

/** The first day of the current uninterrupted listing; null where unknown. */
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
    // A record that does not continue the previous one starts a new listing.
    if (!since.has(entryId) || ended.get(entryId) !== validFrom) since.set(entryId, validFrom);
    ended.set(entryId, validTo);
  }
  return since;
}

/**
 * The justifications of each entry whose version a rule made. Events never change, so this may run outside the
 * transaction that read the rows.
 */
export function reasonsOf(
  db: Database,
  rows: readonly Pick<StandingRow, "entryId" | "entryVersion" | "sequence">[],
): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, readonly string[]>();
  const made = Map.groupBy(rows, ({ sequence }) => sequence ?? 0);
  inChunks([...made.keys()], (sequences) => {
    const hasReasons = inArray(log.type, [...WITH_REASONS]);
    const events = db
      .select({ sequence: log.sequence, event: log.event })
      .from(log)
      .where(and(inArray(log.sequence, sequences), hasReasons))
      .all();
    for (const { sequence, event } of events) {
      const logged: LogEvent = JSON.parse(event);
      for (const { entryId, entryVersion } of made.get(sequence) ?? []) {
        const origin = originOf(logged, { version: entryVersion }, entryId);
        reasons.set(
          entryId,
          (origin.justifications ?? []).map(({ text }) => text),
        );
      }
    }
  });
  return reasons;
}

/** Without the baseline: it gives no reasons and is megabytes. */
const WITH_REASONS = [
  "entity.added",
  "entity.modified",
  "entity.codified",
  "entity.reread",
  "entity.withdrawn",
  "entry.history",
] as const;
