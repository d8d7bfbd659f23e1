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

const TAIL_BYTES = 4_096;
/** What may follow the root element, as it ends and begins. */
const TRAILERS = [
  ["-->", "<!--"],
  ["?>", "<?"],
] as const;

/** Whether the root element is closed: a body cut off on the way may say of itself that it is whole. */
export function endsWithRoot(body: Uint8Array, root: string): boolean {
  let tail = new TextDecoder().decode(body.subarray(-TAIL_BYTES)).trimEnd();
  for (;;) {
    const begin = TRAILERS.find(([end]) => tail.endsWith(end))?.[1];
    if (begin === undefined) break;
    tail = tail.slice(0, Math.max(0, tail.lastIndexOf(begin))).trimEnd();
  }
  const last = tail.slice(tail.lastIndexOf("<"));
  return new RegExp(`^<(/${root}|${root}(\\s[^>]*)?/)\\s*>$`, "i").test(last);
}
