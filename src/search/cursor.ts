/** Opaque cursors: a position in a list of results. */

import type { z } from "@hono/zod-openapi";

/** Encodes a position. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Null where the text is not a valid cursor. */
export function readCursor<T>(cursor: string, shape: z.ZodType<T>): T | null {
  try {
    const read = shape.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
