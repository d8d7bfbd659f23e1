/** How far the eCFR's history was fetched: the days whose text is stored, and the document that shows it. */

import { and, eq, isNotNull } from "drizzle-orm";
import { documents } from "../schema/documents.ts";
import { historyDays } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";

/** Document ids by day: history days, and days fetched when they were the newest. */
export function heldTexts(db: Database): ReadonlyMap<string, string> {
  const walked = db.select().from(historyDays).all();
  const fetched = db
    .select({ asOf: documents.asOf, documentId: documents.id })
    .from(documents)
    // An imported file may be any part of part 744; only the source's own answer covers a day.
    .where(
      and(eq(documents.kind, "snapshot"), eq(documents.source, "ecfr"), isNotNull(documents.asOf)),
    )
    .all();
  return new Map([...walked, ...fetched].map(({ asOf, documentId }) => [asOf ?? "", documentId]));
}

/** `documentId` covers the day; it may be of an earlier day whose text was still in force. */
export function putHistoryDay(db: Database, asOf: string, documentId: string, now: Date): void {
  db.insert(historyDays).values({ asOf, documentId, askedAt: now.toISOString() }).run();
}
