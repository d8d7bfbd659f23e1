/** What each source last said, and the notices an operator reads. Never mixed into the law. */

import { and, desc, eq, lt } from "drizzle-orm";
import { putBody } from "./bodies.ts";
import type { Database } from "./open-store.ts";
import { notices, sourceChecks } from "./schema.ts";

export type SourceCheck = typeof sourceChecks.$inferSelect;
export type Notice = typeof notices.$inferSelect;

/** A poll a minute for half a day; older checks say nothing that the newer do not. */
const CHECKS_KEPT = 1000;

/** What a source was found to say. Not trusted: nothing may be concluded from it (law 6). */
export interface Check {
  readonly trusted: boolean;
  readonly dataAsOf: string | null;
  readonly detail: string;
  /** The bytes of a rejected answer (law 1). */
  readonly evidence?: Uint8Array | null;
}

export interface NewCheck extends Check {
  readonly source: string;
}

export function putCheck(db: Database, check: NewCheck, now: Date): void {
  const { evidence, ...row } = check;
  const evidenceSha256 = evidence ? putBody(db, evidence, now) : null;
  const { lastInsertRowid } = db
    .insert(sourceChecks)
    .values({ ...row, time: now.toISOString(), evidenceSha256 })
    .run();
  db.delete(sourceChecks)
    .where(
      and(
        eq(sourceChecks.source, check.source),
        eq(sourceChecks.trusted, check.trusted),
        lt(sourceChecks.id, Number(lastInsertRowid) - CHECKS_KEPT),
      ),
    )
    .run();
}

export function lastCheck(db: Database, source: string): SourceCheck | undefined {
  return newestCheck(db, source);
}

export function lastTrustedCheck(db: Database, source: string): SourceCheck | undefined {
  return newestCheck(db, source, true);
}

export function putNotice(
  db: Database,
  notice: Pick<Notice, "type" | "subject" | "message">,
  now: Date,
): void {
  db.insert(notices)
    .values({ ...notice, time: now.toISOString() })
    .run();
}

/** Newest first. */
export function listNotices(db: Database, limit: number): Notice[] {
  return db.select().from(notices).orderBy(desc(notices.id)).limit(limit).all();
}

/** The newest notice about a subject; tells whether a source is known to be stale. */
export function lastNotice(db: Database, subject: string): Notice | undefined {
  return db
    .select()
    .from(notices)
    .where(eq(notices.subject, subject))
    .orderBy(desc(notices.id))
    .limit(1)
    .get();
}

/** The newest notice of a type, about one subject or about any. */
export function lastNoticeOf(db: Database, type: string, subject?: string): Notice | undefined {
  const ofType = eq(notices.type, type);
  return db
    .select()
    .from(notices)
    .where(subject === undefined ? ofType : and(ofType, eq(notices.subject, subject)))
    .orderBy(desc(notices.id))
    .limit(1)
    .get();
}

function newestCheck(db: Database, source: string, trusted?: boolean): SourceCheck | undefined {
  const ofSource = eq(sourceChecks.source, source);
  return db
    .select()
    .from(sourceChecks)
    .where(trusted === undefined ? ofSource : and(ofSource, eq(sourceChecks.trusted, trusted)))
    .orderBy(desc(sourceChecks.id))
    .limit(1)
    .get();
}
