/** Replaces the quoted names in an instruction by places, for every kind of quotation marks. */

/** Brackets around the number of a replaced name; the Federal Register prints no such brackets. */
const [OPEN, CLOSE] = ["⟦", "⟧"];
export const NAME_PLACE = /⟦(\d+)⟧/;

/** Separates one quoted name from the next: `”, “`, `”; and “`. */
const SEPARATOR_AT_END = /(?:^|[,;:(—]|\b(?:and|or|for|by|adding|under))\s*$/i;
/** Follows only the end of a name. */
const AFTER_NAME =
  "(?=\\s*(?:[,;:.)—]|$|(?:and|or|under|from|in|to|as|is|are|with)\\b))(?!\\.\\p{L})";
const SINGLE_CURLY = new RegExp(`(?<=^|[\\s(])‘([^‘]{1,999}?)’${AFTER_NAME}`, "gu");
/** A straight single mark is a quotation mark only if the text has no other quotation marks. */
const SINGLE_STRAIGHT = new RegExp(
  `(?<=^|[\\s(])'(?=[\\p{Lu}\\d])([^“”]{1,300}?)'${AFTER_NAME}`,
  "gu",
);

/** Longer than any name: marks farther apart are not a pair. */
const MAX_NAME_LENGTH = 2000;

export interface WithoutNames {
  /** The text with `⟦n⟧` for the n-th name. */
  readonly text: string;
  readonly names: readonly string[];
  /** Parallel to `names`: the comma or semicolon that American print puts inside the marks. */
  readonly separators: readonly string[];
  /** A quotation mark has no partner: a name may be hidden in the text. */
  readonly unpaired: boolean;
}

export function takeQuotedNames(printed: string): WithoutNames {
  const names: string[] = [];
  const separators: string[] = [];
  const keep = (name: string) => {
    const at = names.push(tidyQuoted(name)) - 1;
    separators.push(/[,;](?=\s*$)/.exec(name)?.[0] ?? "");
    return ` ${OPEN}${at}${CLOSE} `;
  };
  // Removes such brackets from the text itself, so that they are not taken for places.
  let text = takeDouble(curlMarks(printed.replace(/[⟦⟧⟨⟩⟬⟭]/g, " ")), keep);
  const unpaired = /[“”]/.test(text);
  text = text.replace(SINGLE_CURLY, (_, name: string) => keep(name));
  if (names.length === 0) text = text.replace(SINGLE_STRAIGHT, (_, name: string) => keep(name));
  return { text, names, separators, unpaired };
}

/** GPO's ``A'', German „A“, French «A» and straight "A" in one pair of marks. */
function curlMarks(text: string): string {
  return text
    .replace(/„([^“”„]{1,999})“/g, "“$1”")
    .replace(/``|«|‟|„|‘‘/g, "“")
    .replace(/''|»|″|’’/g, "”")
    .replace(/(?<=^|[\s([“—])"(?=\S)/g, "“")
    .replace(/"/g, "”");
}

/** A name may contain quotation marks, `“Scientific Enterprise “GAMMA””`: they nest. */
function takeDouble(text: string, keep: (name: string) => string): string {
  let out = "";
  let at = 0;
  let firstClose = -1;
  const lastClose = text.lastIndexOf("”");
  while (at < text.length) {
    const open = text.indexOf("“", at);
    if (open === -1 || open > lastClose) break;
    if (firstClose < open) firstClose = text.indexOf("”", open);
    const end = endOfName(text, open, firstClose);
    if (end === null) {
      out += text.slice(at, open + 1);
      at = open + 1;
      continue;
    }
    out += text.slice(at, open) + keep(text.slice(open + 1, end.end));
    at = end.next;
  }
  return out + text.slice(at);
}

/** `close` is the first closing mark behind the opening one. */
function endOfName(
  text: string,
  open: number,
  close: number,
): { end: number; next: number } | null {
  if (close >= open + MAX_NAME_LENGTH) return null;
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + MAX_NAME_LENGTH); at += 1) {
    if (text[at] === "“") depth += 1;
    else if (text[at] === "”") depth -= 1;
    if (depth === 0) return { end: at, next: at + 1 };
  }
  return endOfUnpaired(text, open, close);
}

/** `“A and “B”` lacks the mark between two names; `“Works “GAMMA”; and “B”` lacks the second of two closing marks. */
function endOfUnpaired(text: string, open: number, close: number): { end: number; next: number } {
  const inner = text.indexOf("“", open + 1);
  const between = inner === -1 || inner > close ? "" : text.slice(open + 1, inner);
  const separator =
    between === "" ? null : /(?:(?<!\s)\s+)?(?:[,;]|\band\b)\s*(?:and\s*)?$/i.exec(between);
  if (separator === null || !SEPARATOR_AT_END.test(between)) return { end: close, next: close + 1 };
  return { end: open + 1 + separator.index, next: open + 1 + separator.index };
}

function tidyQuoted(name: string): string {
  return name.trim().replace(/(?<![,;\s])[,;\s]+$/, "");
}
