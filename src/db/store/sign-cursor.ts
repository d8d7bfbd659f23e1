/** Signs cursors with a key that a migration creates in the store, so all processes on the store share it. */

import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { secrets } from "../schema/service.ts";
import type { Database } from "./open-store.ts";

/** Of an HMAC-SHA256: 128 bits cannot be guessed. */
export const SIGNATURE_BYTES = 16;

/** `kind`: the signature of one kind of cursor does not fit another. */
export function signCursor(db: Database, kind: string, text: Uint8Array): Uint8Array {
  const row = db
    .select({ value: secrets.value })
    .from(secrets)
    .where(eq(secrets.name, "cursor"))
    .get();
  if (row === undefined) throw new Error("the store has no key for cursors");
  const mac = createHmac("sha256", row.value).update(`${kind}\0`).update(text).digest();
  return mac.subarray(0, SIGNATURE_BYTES);
}

/** Compares in constant time. */
export function isSignature(
  db: Database,
  kind: string,
  text: Uint8Array,
  given: Uint8Array,
): boolean {
  return given.length === SIGNATURE_BYTES && timingSafeEqual(given, signCursor(db, kind, text));
}
