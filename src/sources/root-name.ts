/** Finds the root element of markup, because declarations and content types are not reliable. */

/** The root element starts within the first bytes, even after long comments. */
const HEAD_BYTES = 65_536;
const SKIPPED = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;
/** A doctype also names the root element. */
const ROOT = /<(?:!doctype\s+)?([a-z_][\w.:-]*)/iy;

/** The name as written; null where the body does not start with markup. */
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
/** Constructs that may follow the root element: their end and start. */
const TRAILERS = [
  ["-->", "<!--"],
  ["?>", "<?"],
] as const;

/** Whether the root element is closed. A truncated body may still have a matching Content-Length. */
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
