/** Replaces typographic variants of a character by one: two texts that differ only in these are equal. */

/** Most text needs no change: plain ASCII without straight quotes, and the long dash, which starts an alias. */
const IRREGULAR = /[^\x20-\x21\x23-\x5f\x61-\x7e\n—]/;
/** The list of 2023 prints en dashes for hyphens (`208–212`). */
const HYPHENS = /[‐‑‒–−]/g;
const LONG_DASHES = /[―⸺]/g;
const APOSTROPHES = /[‘’‛′´`]/g;
/** A straight quotation mark opens after a space or a bracket, and closes elsewhere. */
const OPENING_QUOTES = /(?<=^|[\s([—-])"|[„‟]/gm;
const CLOSING_QUOTES = /["″]/g;
/** Invisible: soft hyphens, joiners, direction marks and byte order marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
/** The entity has lost its ampersand: `mdash;Federal State …` (2023, Russia). */
const LOST_ENTITY = /&?([mn])dash;/g;

export function plainPrint(text: string): string {
  if (isPlain(text)) return text;
  return text
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(LOST_ENTITY, (_, kind: string) => (kind === "m" ? "—" : "-"))
    .replace(HYPHENS, "-")
    .replace(LONG_DASHES, "—")
    .replace(APOSTROPHES, "'")
    .replace(OPENING_QUOTES, "“")
    .replace(CLOSING_QUOTES, "”")
    .replace(/(?<! ) +(?=[,;])/g, "");
}

function isPlain(text: string): boolean {
  if (text.includes(" ,") || text.includes(" ;") || text.includes("dash;")) return false;
  return !IRREGULAR.test(text);
}
