/**
 * Skips the prolog of a document: white space, comments, processing instructions, the document type.
 * It passes each character once, so a hostile prefix costs linear time.
 * https://www.w3.org/TR/xml/#sec-prolog-dtd
 */

const BYTE_ORDER_MARK = 0xfeff;
const SPACE = /\s*/y;

export interface Prolog {
  /** The position of the first element or the first text. */
  readonly end: number;
  /** The name in `<!DOCTYPE …>`, in lower case; null if there is none. */
  readonly doctype: string | null;
}

export function readProlog(text: string): Prolog {
  let doctype: string | null = null;
  let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    const end = endOfDeclaration(text, at);
    if (end === null) return { end: at, doctype };
    if (isDoctype(text, at)) doctype ??= doctypeName(text.slice(at, Math.min(end, at + 100)));
    at = end;
  }
}

/** Null if no declaration begins at `at`, or if it never ends. */
function endOfDeclaration(text: string, at: number): number | null {
  if (text.startsWith("<!--", at)) return after(text, "-->", at + 4);
  if (text.startsWith("<?", at)) return after(text, "?>", at + 2);
  return isDoctype(text, at) ? endOfDoctype(text, at) : null;
}

function isDoctype(text: string, at: number): boolean {
  return /^<!doctype\b/i.test(text.slice(at, at + 10));
}

/** A document type may contain declarations between brackets. */
function endOfDoctype(text: string, at: number): number | null {
  const close = text.indexOf(">", at);
  if (close === -1) return null;
  const bracket = text.slice(at, close).indexOf("[");
  if (bracket === -1) return close + 1;
  const inner = text.indexOf("]", at + bracket);
  return inner === -1 ? null : after(text, ">", inner);
}

function doctypeName(declaration: string): string | null {
  return /^<!doctype\s+([\w.:-]+)/i.exec(declaration)?.[1]?.toLowerCase() ?? null;
}

function after(text: string, mark: string, from: number): number | null {
  const at = text.indexOf(mark, from);
  return at === -1 ? null : at + mark.length;
}
