/** Answers that need not be sent again: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */

import type { Context } from "hono";

/** Tells the tag, and whether the client has what it stands for: then 304 is the answer. `tag` with its quotes. */
export function isAtClient(c: Context, tag: string, cacheControl: string): boolean {
  c.header("ETag", tag);
  c.header("Cache-Control", cacheControl);
  const known = c.req.header("if-none-match");
  if (known === undefined) return false;
  // Weakly: of two answers that say the same, the client may keep the one it has.
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return known.trim() === "*" || known.split(",").some((one) => opaque(one) === opaque(tag));
}
