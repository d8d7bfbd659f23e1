/** Whether the asker has the answer already: https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests */

import type { Context } from "hono";

/** Of what follows from the log alone: the same until the log goes on. Weak, because a newer program may write it otherwise. */
export function sequenceTag(sequence: number): string {
  return `W/"${sequence}"`;
}

/** Compared weakly, as `If-None-Match` is to be. */
export function isKnown(c: Context, tag: string): boolean {
  const known = c.req.header("if-none-match");
  if (known === undefined) return false;
  const bare = (one: string) => one.trim().replace(/^W\//, "");
  return known.trim() === "*" || known.split(",").some((one) => bare(one) === bare(tag));
}
