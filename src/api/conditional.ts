/** Conditional requests with `If-None-Match`: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */

import type { Context } from "hono";

/** Sets `ETag` and returns true where the client already has that version: answer 304 then. `tag` includes its quotes. */
export function isAtClient(c: Context, tag: string, cacheControl: string): boolean {
  c.header("ETag", tag);
  c.header("Cache-Control", cacheControl);
  const known = c.req.header("if-none-match");
  if (known === undefined) return false;
  // Weak comparison, as RFC 9110 requires for If-None-Match.
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return known.trim() === "*" || known.split(",").some((one) => opaque(one) === opaque(tag));
}
