/** Copies the list's state before a day into an empty store, where later documents are replayed. */

import { and, asc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { EventOrigin } from "../../model/events/event.ts";
import { lawDay } from "../../model/list/law-order.ts";
import { documents } from "../schema/documents.ts";
import { baselines, changes, entries, entryVersions } from "../schema/list.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import { copyMismatches } from "./mismatches.ts";
import { copyAnswers } from "./questions.ts";

/**
 * Copied records have negated sequences; positive ones refer to the copy's own log.
 * `day`: the first day that is not copied.
 */
export function copyCheckpoint(
  stored: Database,
  copy: Database,
  day: string,
  origin: EventOrigin,
): void {
  const histories = heldBefore(stored, day);
  const known = stored.select().from(entries).all();
  const rows = known.flatMap((entry) => {
    const last = histories.get(entry.entryId)?.at(-1);
    if (last === undefined) return [];
    const { version, body } = last;
    return [{ ...entry, version, body, listed: last.validTo === null }];
  });
  copyAnswers(stored, copy);
  copyMismatches(stored, copy, day, origin);
  inChunks(rows, (chunk) => copy.insert(entries).values(chunk).run());
  inChunks([...histories.values()].flat(), (chunk) =>
    copy.insert(entryVersions).values(chunk).run(),
  );
  inChunks(pendingBefore(stored, day), (chunk) => copy.insert(changes).values(chunk).run());
  inChunks(baselinesBefore(stored, day), (chunk) => copy.insert(baselines).values(chunk).run());
}

/** Each entry's records in law order; a record ended by a later document continues. */
function heldBefore(db: Database, day: string) {
  const v = entryVersions;
  const isBefore = and(isNull(v.knownTo), lt(v.seenOn, day));
  const held = db.select().from(v).where(isBefore).orderBy(asc(v.validFrom), asc(v.id)).all();
  const copied = held.map(({ id: _id, ...record }) => {
    const goesOn = record.validTo !== null && record.validTo >= day;
    const { validTo, sequence } = record;
    return { ...record, validTo: goesOn ? null : validTo, sequence: -sequence };
  });
  return Map.groupBy(copied, ({ entryId }) => entryId);
}

function pendingBefore(db: Database, day: string): (typeof changes.$inferSelect)[] {
  const all = db.select().from(changes).all();
  return all.flatMap((change) => {
    const isShown = change.stage === "codified" && (change.codifiedOn ?? "") < day;
    if (isShown || lawDay(change, day) >= day) return [];
    const stage = change.stage === "codified" ? "published" : change.stage;
    return [{ ...change, stage, codifiedOn: null }];
  });
}

/** The newest accepted snapshot of each list. */
export function baselinesBefore(db: Database, day: string): (typeof baselines.$inferSelect)[] {
  const isTrusted = inArray(documents.state, ["applied", "historical"]);
  const isBefore = and(eq(documents.kind, "snapshot"), isTrusted, lt(documents.asOf, day));
  const snapshots = db
    .select()
    .from(documents)
    .where(isBefore)
    .orderBy(asc(documents.asOf), asc(documents.seq))
    .all();
  const newest = new Map<string, typeof baselines.$inferSelect>();
  for (const { id, asOf, lists } of snapshots) {
    if (asOf === null) continue;
    for (const list of lists ?? []) newest.set(list, { list, asOf, documentId: id });
  }
  return [...newest.values()];
}
