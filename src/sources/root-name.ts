/** What an answer in markup is, by its root element: a declaration says nothing, a content type may lie. */

/** The service's own pages begin within this; no declaration or comment is longer. */
const HEAD_BYTES = 65_536;
const SKIPPED = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;
/** A document type names the root element, too. */
const ROOT = /<(?:!doctype\s+)?([a-z_][\w.:-]*)/iy;

/** As printed; null where the bytes do not begin as markup. */
export function rootName(body: Uint8Array): string | null {
  const head = new TextDecoder().decode(body.subarray(0, HEAD_BYTES));
  let at = 0;
  for (;;) {
    SKIPPED.lastIndex = at;
    if (!SKIPPED.test(head)) break;
    at = SKIPPED.lastIndex;
  }
  ROOT.lastIndex = at;
  return ROOT.exec(head)?.[1] ?? null;
}
