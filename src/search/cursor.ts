/** A place in a list of answers, opaque to who holds it. */

import type { z } from "@hono/zod-openapi";

/** Text that says where to go on; only this program reads it. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Null where it is not one that was given out. */
export function readCursor<T>(cursor: string, shape: z.ZodType<T>): T | null {
  try {
    const read = shape.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
