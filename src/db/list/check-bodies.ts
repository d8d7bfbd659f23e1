/** Checks that stored bytes have the hash under which they are stored ("Raw first"). */

import { gunzipSync } from "node:zlib";
import { asc, eq, isNull } from "drizzle-orm";
import { sha256Hex } from "../../model/identity.ts";
import { bodies, documents } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import type { Difference } from "./rebuild.ts";

export function checkBodies(db: Database): Difference[] {
  const hashes = db
    .select({ sha256: bodies.sha256 })
    .from(bodies)
    .orderBy(asc(bodies.sha256))
    .all();
  // One at a time: the history is about 300 texts of 2.5 MB.
  const damaged = hashes.flatMap(({ sha256 }): Difference[] => {
    const stored = hashOf(db, sha256);
    if (stored === sha256) return [];
    return [{ row: `body ${sha256}`, field: "hash of its bytes", stored, logged: sha256 }];
  });
  return [...damaged, ...missingBodies(db)];
}

/** Null where it cannot be decompressed. */
function hashOf(db: Database, sha256: string): string | null {
  const row = db.select({ gzip: bodies.gzip }).from(bodies).where(eq(bodies.sha256, sha256)).get();
  try {
    return row === undefined ? null : sha256Hex(gunzipSync(row.gzip));
  } catch {
    return null;
  }
}

function missingBodies(db: Database): Difference[] {
  return db
    .select({ id: documents.id, sha256: documents.sha256 })
    .from(documents)
    .leftJoin(bodies, eq(bodies.sha256, documents.sha256))
    .where(isNull(bodies.sha256))
    .all()
    .map(({ id, sha256 }) => {
      return {
        row: `body ${sha256}`,
        field: null,
        stored: null,
        logged: `bytes of document ${id}`,
      };
    });
}
