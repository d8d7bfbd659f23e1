/** API keys: shown once, when created; the store keeps only their hashes. */

import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { ApiScope } from "../../model/api-scope.ts";
import { apiKeys } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";

/** The fields of a key that may be shown. */
export type ApiKey = Omit<typeof apiKeys.$inferSelect, "hash">;

const KEY_BYTES = 32;
const ID_BYTES = 6;
/** Identifies a key wherever it turns up. */
const PREFIX = "ew_";

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  revokedAt: apiKeys.revokedAt,
};

/** The scope `manage` includes `read`. The caller presents `secret` as a bearer token. */
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

/** In order of creation, including revoked keys. */
export function listKeys(db: Database): ApiKey[] {
  return db.select(shown).from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)).all();
}

/** The key is refused from now on. Null if there is no such key; a second revocation changes nothing. */
export function revokeKey(db: Database, id: string, now: Date): ApiKey | null {
  db.update(apiKeys)
    .set({ revokedAt: now.toISOString() })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .run();
  return db.select(shown).from(apiKeys).where(eq(apiKeys.id, id)).get() ?? null;
}

export interface KeyRing {
  /** Null for an unknown or revoked key. */
  find(secret: string): ApiKey | null;
  /** Whether the key exists and is not revoked. */
  isValid(id: string): boolean;
}

/** For use at each request: prepares its statements once. */
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
      // The index lookup by a hash of 32 random bytes leaks nothing through timing; this comparison takes constant time.
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
