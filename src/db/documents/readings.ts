/** The parser's readings of documents, and their unreadable rows. */

import { gunzipSync, gzipSync } from "node:zlib";
import { count, eq, getTableColumns, isNull, or, sql } from "drizzle-orm";
import {
  PARSER,
  type QuarantinedRow,
  type RuleReading,
  type SnapshotReading,
} from "../../model/reading/reading.ts";
import { documents, quarantinedRows, readings, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import { prepareUpsert } from "../store/prepare-rows.ts";

export function putReading(
  db: Database,
  documentId: string,
  reading: RuleReading | SnapshotReading,
  now: Date,
): void {
  const row = { parser: PARSER, gzip: pack(reading), readAt: now.toISOString() };
  queries(db).upsert({ documentId, ...row });
  putQuarantinedRows(db, documentId, reading.quarantine);
}

const queries = prepareOnce((db) => ({
  upsert: prepareUpsert(db, readings, "documentId", ["parser", "gzip", "readAt"]),
  byDocument: db
    .select()
    .from(readings)
    .where(eq(readings.documentId, sql.placeholder("documentId")))
    .prepare(),
  dropQuarantinedRows: db
    .delete(quarantinedRows)
    .where(eq(quarantinedRows.documentId, sql.placeholder("documentId")))
    .prepare(),
}));

/** Replaces the rows of an earlier reading. */
export function putQuarantinedRows(
  db: Database,
  documentId: string,
  rows: readonly QuarantinedRow[],
): void {
  dropQuarantinedRows(db, documentId);
  for (const row of rows) {
    db.insert(quarantinedRows)
      .values({ documentId, ...row })
      .run();
  }
}

export function dropQuarantinedRows(db: Database, documentId: string): void {
  queries(db).dropQuarantinedRows.run({ documentId });
}

export function getReading(db: Database, documentId: string): RuleReading | SnapshotReading {
  const row = queries(db).byDocument.get({ documentId });
  if (row === undefined) throw new Error(`no reading of ${documentId} in the store`);
  return JSON.parse(gunzipSync(row.gzip).toString("utf8"));
}

/** The reading last executed; null if the document was never read, or is not a rule. */
export function findRuleReading(db: Database, documentId: string): RuleReading | null {
  const row = queries(db).byDocument.get({ documentId });
  if (row === undefined) return null;
  const reading = JSON.parse(gunzipSync(row.gzip).toString("utf8"));
  return "rule" in reading ? reading : null;
}

/** A snapshot's reading is large and can be made again from the bytes. */
export function dropReading(db: Database, documentId: string): void {
  db.delete(readings).where(eq(readings.documentId, documentId)).run();
}

/** Of a rule's copies, only rows of the copy executed last are open. */
const isOpenRow = or(isNull(rules.documentId), eq(rules.documentId, documents.id));

export function listQuarantinedRows(db: Database): (QuarantinedRow & { documentId: string })[] {
  return db
    .select(getTableColumns(quarantinedRows))
    .from(quarantinedRows)
    .innerJoin(documents, eq(documents.id, quarantinedRows.documentId))
    .leftJoin(rules, eq(rules.ruleKey, documents.ruleKey))
    .where(isOpenRow)
    .all() as (QuarantinedRow & { documentId: string })[];
}

export function countQuarantinedRows(db: Database): number {
  const found = db
    .select({ rows: count() })
    .from(quarantinedRows)
    .innerJoin(documents, eq(documents.id, quarantinedRows.documentId))
    .leftJoin(rules, eq(rules.ruleKey, documents.ruleKey))
    .where(isOpenRow)
    .get();
  return found?.rows ?? 0;
}

function pack(value: unknown): Buffer {
  // Level 1: a reading is short-lived, and speed matters more than its size.
  return gzipSync(JSON.stringify(value), { level: 1 });
}
