/** Bytes as received, stored under their hash ("Raw first"). */

import { gunzipSync, gzipSync } from "node:zlib";
import { and, eq, notExists, or, sql } from "drizzle-orm";
import { sha256Hex } from "../../model/identity.ts";
import { bodies, documents } from "../schema/documents.ts";
import { sourceChecks } from "../schema/service.ts";
import type { Database } from "./open-store.ts";
import { prepareOnce } from "./prepare-once.ts";

/** Stores equal bytes once. Returns their SHA-256 in hex. */
export function putBody(db: Database, bytes: Uint8Array, now: Date): string {
  const sha256 = sha256Hex(bytes);
  db.insert(bodies)
    .values({ sha256, size: bytes.byteLength, gzip: gzipSync(bytes), storedAt: now.toISOString() })
    .onConflictDoNothing()
    .run();
  return sha256;
}

export function getBody(db: Database, sha256: string): Uint8Array {
  const row = queries(db).gzip.get({ sha256 });
  if (row === undefined) throw new Error(`no body ${sha256} in the store`);
  return gunzipSync(row.gzip);
}

const queries = prepareOnce((db) => ({
  gzip: db
    .select({ gzip: bodies.gzip })
    .from(bodies)
    .where(eq(bodies.sha256, sql.placeholder("sha256")))
    .prepare(),
}));

/** In bytes, before compression. */
export function bodySize(db: Database, sha256: string): number {
  const row = db.select({ size: bodies.size }).from(bodies).where(eq(bodies.sha256, sha256)).get();
  if (row === undefined) throw new Error(`no body ${sha256} in the store`);
  return row.size;
}

/** Deletes the bytes unless a document or a check cites them. */
export function dropUncitedBody(db: Database, sha256: string): void {
  const { sha256: ofText, metadataSha256: ofRecord } = documents;
  const citingDocument = db
    .select()
    .from(documents)
    .where(or(eq(ofText, sha256), eq(ofRecord, sha256)));
  const citingCheck = db.select().from(sourceChecks).where(eq(sourceChecks.evidenceSha256, sha256));
  db.delete(bodies)
    .where(and(eq(bodies.sha256, sha256), notExists(citingDocument), notExists(citingCheck)))
    .run();
}
