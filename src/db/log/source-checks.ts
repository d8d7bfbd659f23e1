/** The results of polling each source, and operational notices. They are never mixed into the event log. */

import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  lt,
  max,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { notices, sourceChecks } from "../schema/service.ts";
import { dropUncitedBody, putBody } from "../store/bodies.ts";
import type { Database } from "../store/open-store.ts";

export type SourceCheck = typeof sourceChecks.$inferSelect;
export type Notice = typeof notices.$inferSelect;

/** Per source, trusted and untrusted: about a day of polls. Older checks add no information. */
const CHECKS_KEPT = 1000;
/** Rejected answers kept per source: enough to inspect a failing source. */
const EVIDENCE_KEPT = 20;
/** Answers to routine polls kept per source: those before the last change. */
const ANSWERS_KEPT = 5;

/** How long a notice is kept. The newest of each type about each subject is kept for good: it may still stand. */
export const NOTICES_KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
const PRUNED_AT_ONCE = 1_000;

/** The result of one poll. Nothing may be concluded from an untrusted one ("Silence is a statement"). */
export interface Check {
  readonly trusted: boolean;
  readonly dataAsOf: string | null;
  readonly detail: string;
  /** True if the source was not polled, because another source comes first. */
  readonly waits?: boolean;
  /** The bytes of the answer that the check rests on, if there is one. */
  readonly answer?: Uint8Array;
  /** The bytes of a rejected answer ("Raw first"). */
  readonly evidence?: Uint8Array | null;
}

export interface NewCheck extends Check {
  readonly source: string;
}

/** Stores a check and deletes the oldest checks and the bytes of the oldest rejected answers. */
export function putCheck(db: Database, check: NewCheck, now: Date): void {
  const { evidence, answer, waits: _waits, ...row } = check;
  const evidenceSha256 = evidence ? putBody(db, evidence, now) : null;
  const answerSha256 = answer ? putBody(db, answer, now) : null;
  db.insert(sourceChecks)
    .values({ ...row, time: now.toISOString(), evidenceSha256, answerSha256 })
    .run();
  const cited = { sha256: sourceChecks.evidenceSha256 };
  const isAlike = and(
    eq(sourceChecks.source, check.source),
    eq(sourceChecks.trusted, check.trusted),
  );
  const dropped = db
    .delete(sourceChecks)
    .where(olderThanNewest(db, isAlike, CHECKS_KEPT))
    .returning(cited)
    .all();
  const outdated = outdatedEvidence(db, check.source);
  const released = db.select(cited).from(sourceChecks).where(outdated).all();
  db.update(sourceChecks).set({ evidenceSha256: null }).where(outdated).run();
  const outlived = answerSha256 === null ? null : outlivedAnswer(db, check.source);
  for (const { sha256: body } of [...dropped, ...released, { sha256: outlived }]) {
    if (body !== null) dropUncitedBody(db, body);
  }
}

/** The answer that exceeds the number kept; its hash stays. */
function outlivedAnswer(db: Database, source: string): string | null {
  const { answerSha256: sha256, id } = sourceChecks;
  const found = db
    .select({ sha256 })
    .from(sourceChecks)
    .where(and(eq(sourceChecks.source, source), isNotNull(sha256)))
    .groupBy(sha256)
    .orderBy(desc(max(id)))
    .limit(1)
    .offset(ANSWERS_KEPT)
    .get();
  return found?.sha256 ?? null;
}

/** Checks of the source whose evidence exceeds the number kept. */
function outdatedEvidence(db: Database, source: string) {
  const hasEvidence = and(eq(sourceChecks.source, source), isNotNull(sourceChecks.evidenceSha256));
  return olderThanNewest(db, hasEvidence, EVIDENCE_KEPT);
}

/** All matching checks except the newest `kept`. */
function olderThanNewest(db: Database, isMeant: SQL | undefined, kept: number): SQL | undefined {
  const oldestKept = db
    .select({ id: sourceChecks.id })
    .from(sourceChecks)
    .where(isMeant)
    .orderBy(desc(sourceChecks.id))
    .limit(1)
    .offset(kept - 1)
    .get();
  return and(isMeant, lt(sourceChecks.id, oldestKept?.id ?? 0));
}

export function lastCheck(db: Database, source: string): SourceCheck | undefined {
  return newestCheck(db, eq(sourceChecks.source, source));
}

/** The newest check with a stored answer hash. */
export function lastAnsweredCheck(db: Database, source: string): SourceCheck | undefined {
  return newestCheck(
    db,
    and(eq(sourceChecks.source, source), isNotNull(sourceChecks.answerSha256)),
  );
}

export function lastTrustedCheck(db: Database, source: string): SourceCheck | undefined {
  return newestCheck(db, and(eq(sourceChecks.source, source), eq(sourceChecks.trusted, true)));
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

/** Oldest first. */
export function noticesAfter(db: Database, id: number, limit: number): Notice[] {
  return db
    .select()
    .from(notices)
    .where(gt(notices.id, id))
    .orderBy(asc(notices.id))
    .limit(limit)
    .all();
}

/** The newest notice about a subject; shows whether a source is known to be stale. */
export function lastNotice(db: Database, subject: string): Notice | undefined {
  return db
    .select()
    .from(notices)
    .where(eq(notices.subject, subject))
    .orderBy(desc(notices.id))
    .limit(1)
    .get();
}

/** The newest notice of a type, about one subject or any. */
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

/** Whether a notice of the type about the subject begins with `start`. */
export function isNoticed(db: Database, type: string, subject: string, start: string): boolean {
  const begins = sql`substr(${notices.message}, 1, length(${start})) = ${start}`;
  const isMeant = and(eq(notices.type, type), eq(notices.subject, subject), begins);
  return db.select({ id: notices.id }).from(notices).where(isMeant).get() !== undefined;
}

/** Deletes the oldest first, a limited number at once. */
export function pruneNotices(db: Database, now: Date): void {
  const before = new Date(now.getTime() - NOTICES_KEPT_DAYS * DAY_MS).toISOString();
  const newer = alias(notices, "newer");
  const isAlike = and(eq(newer.type, notices.type), eq(newer.subject, notices.subject));
  const followed = db
    .select({ id: newer.id })
    .from(newer)
    .where(and(isAlike, gt(newer.id, notices.id)));
  const outlived = db
    .select({ id: notices.id })
    .from(notices)
    .where(and(lt(notices.time, before), exists(followed)))
    .limit(PRUNED_AT_ONCE);
  db.delete(notices).where(inArray(notices.id, outlived)).run();
}

function newestCheck(db: Database, isMeant: SQL | undefined): SourceCheck | undefined {
  return db
    .select()
    .from(sourceChecks)
    .where(isMeant)
    .orderBy(desc(sourceChecks.id))
    .limit(1)
    .get();
}
