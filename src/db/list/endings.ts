/** Finds what removed an entry from its list on a day: a rule, or a snapshot that no longer shows it. */

import { and, desc, eq, sql } from "drizzle-orm";
import type { EventJustification } from "../../model/events/event.ts";
import { ruleKey } from "../../model/identity.ts";
import { lawDay } from "../../model/list/law-order.ts";
import { findRule } from "../documents/rules.ts";
import { entityEventsOf } from "../log/log.ts";
import { documents } from "../schema/documents.ts";
import { changes } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";

export interface Ending {
  /** The first day on which it is not listed. */
  readonly day: string;
  /** Null where no known rule removed it. */
  readonly documentNumber: string | null;
  readonly publicationDate: string | null;
  readonly justifications: readonly EventJustification[];
  /** The rule or the snapshot; null where the store has neither. */
  readonly documentId: string | null;
}

export function findEnding(db: Database, entryId: string, day: string): Ending {
  return loggedEnding(db, entryId, day) ?? ruledEnding(db, entryId, day) ?? shownEnding(db, day);
}

/** A removal with an event of its own. */
function loggedEnding(db: Database, entryId: string, day: string): Ending | null {
  const logged = entityEventsOf(db, entryId).findLast(
    ({ type, data }) => type === "entity.removed" && data.validFrom === day,
  );
  if (logged === undefined) return null;
  const { rule, justifications, provenance } = logged.data;
  const { documentNumber = null, publicationDate = null } = rule ?? {};
  return {
    ...{ day, documentNumber, publicationDate, documentId: provenance.documentId },
    justifications: justifications ?? [],
  };
}

/** A removal by an out-of-order rule: an `entry.history` event only leaves it out. */
function ruledEnding(db: Database, entryId: string, day: string): Ending | null {
  const isRemoval = and(eq(changes.entryId, entryId), eq(changes.op, "removed"));
  const removals = db.select().from(changes).where(isRemoval).all();
  const change = removals.find((removal) => lawDay(removal, "") === day);
  if (change === undefined) return null;
  const { documentNumber, publicationDate } = change;
  const documentId = findRule(db, ruleKey(change))?.documentId ?? null;
  return { day, documentNumber, publicationDate, documentId, justifications: [] };
}

function shownEnding(db: Database, day: string): Ending {
  // Same words as the index `snapshots_by_date`; otherwise SQLite would not use it.
  const isOfDay = and(sql`kind = 'snapshot'`, eq(documents.asOf, day));
  const snapshot = db.select().from(documents).where(isOfDay).orderBy(desc(documents.seq)).get();
  return {
    ...{ day, documentNumber: null, publicationDate: null, justifications: [] },
    documentId: snapshot?.id ?? null,
  };
}
