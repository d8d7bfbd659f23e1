/** Opaque cursors: a position in a list of results, signed, so that a client can only give back one that it received. */

import type { z } from "@hono/zod-openapi";
import type { Store } from "../db/store/open-store.ts";
import { isSignature, SIGNATURE_BYTES, signCursor } from "../db/store/sign-cursor.ts";

export interface Cursors<T> {
  write(place: T): string;
  /** Null where the text is no cursor that `write` returned for this kind of list and this store. */
  read(cursor: string): T | null;
}

/** `kind`: a cursor of one kind is none of another. */
export function createCursors<T>(
  { db }: Pick<Store, "db">,
  kind: string,
  shape: z.ZodType<T>,
): Cursors<T> {
  return {
    write: (place) => {
      const text = Buffer.from(JSON.stringify(place));
      return Buffer.concat([signCursor(db, kind, text), text]).toString("base64url");
    },
    read: (cursor) => {
      const bytes = Buffer.from(cursor, "base64url");
      // Node ignores characters outside the alphabet and bits behind the last byte.
      if (bytes.toString("base64url") !== cursor) return null;
      const [given, text] = [bytes.subarray(0, SIGNATURE_BYTES), bytes.subarray(SIGNATURE_BYTES)];
      if (!isSignature(db, kind, text, given)) return null;
      const read = shape.safeParse(JSON.parse(text.toString()));
      return read.success ? read.data : null;
    },
  };
}
