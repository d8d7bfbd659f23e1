/** Bytes as they came, kept under their hash (law 1). */

import { gunzipSync, gzipSync } from "node:zlib";
import { eq } from "drizzle-orm";
import { sha256Hex } from "../model/identity.ts";
import type { Database } from "./open-store.ts";
import { bodies } from "./schema.ts";

/** Storing the same bytes twice stores them once. Returns their SHA-256 in hex. */
export function putBody(db: Database, bytes: Uint8Array, now: Date): string {
  const sha256 = sha256Hex(bytes);
  db.insert(bodies)
    .values({ sha256, size: bytes.byteLength, gzip: gzipSync(bytes), storedAt: now.toISOString() })
    .onConflictDoNothing()
    .run();
  return sha256;
}

export function getBody(db: Database, sha256: string): Uint8Array {
  const row = db.select({ gzip: bodies.gzip }).from(bodies).where(eq(bodies.sha256, sha256)).get();
  if (row === undefined) throw new Error(`no body ${sha256} in the store`);
  return gunzipSync(row.gzip);
}
