/** Keys of the API: shown once, when they are made; the store knows their hashes only. */

import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { ApiScope } from "../../model/api-scope.ts";
import { apiKeys } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";

/** Of a key, what may be shown. */
export type ApiKey = Omit<typeof apiKeys.$inferSelect, "hash">;

const KEY_BYTES = 32;
const ID_BYTES = 6;
/** So that a key is known for one wherever it turns up. */
const PREFIX = "ew_";

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  revokedAt: apiKeys.revokedAt,
};

/** Who may manage may read. `secret` is what the caller brings as a bearer token. */
export function createKey(
  db: Database,
  { name, scope }: { readonly name: string; readonly scope: ApiScope },
  now: Date,
): { readonly key: ApiKey; readonly secret: string } {
  const secret = PREFIX + randomBytes(KEY_BYTES).toString("base64url");
  const key: ApiKey = {
    id: `key_${randomBytes(ID_BYTES).toString("hex")}`,
    name,
    scopes: scope === "manage" ? ["read", "manage"] : ["read"],
    createdAt: now.toISOString(),
    revokedAt: null,
  };
  db.insert(apiKeys)
    .values({ ...key, hash: digest(secret) })
    .run();
  return { key, secret };
}

/** Those revoked as well, in the order in which they were made. */
export function listKeys(db: Database): ApiKey[] {
  return db.select(shown).from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)).all();
}

/** From now on it lets nobody in. Null where there is no such key; revoked twice, the first time holds. */
export function revokeKey(db: Database, id: string, now: Date): ApiKey | null {
  db.update(apiKeys)
    .set({ revokedAt: now.toISOString() })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .run();
  return db.select(shown).from(apiKeys).where(eq(apiKeys.id, id)).get() ?? null;
}

export interface KeyRing {
  /** Null where no key is called so, or where it was revoked. */
  find(secret: string): ApiKey | null;
  /** There is one of that id, and it was not revoked. */
  isValid(id: string): boolean;
}

/** For who looks at each request: its questions are put into SQLite's words once. */
export function prepareKeyRing(db: Database): KeyRing {
  const byHash = db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, sql.placeholder("hash")), isNull(apiKeys.revokedAt)))
    .prepare();
  const byId = db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, sql.placeholder("id")), isNull(apiKeys.revokedAt)))
    .prepare();
  return {
    find: (secret) => {
      const wanted = digest(secret);
      const row = byHash.get({ hash: wanted });
      // The index was searched by a hash of 32 random bytes, which tells a clock nothing of the key; the rest takes one time.
      if (row === undefined || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(wanted))) {
        return null;
      }
      const { hash: _kept, ...key } = row;
      return key;
    },
    isValid: (id) => byId.get({ id }) !== undefined,
  };
}

function digest(secret: string): string {
  return hash("sha256", secret, "hex");
}
