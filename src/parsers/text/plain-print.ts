/** One sign for what print writes in several: two texts that differ only in these are one text. */

/** Most text has nothing to do: plain ASCII without straight quotes, and the long dash, which starts an alias. */
const IRREGULAR = /[^\x20-\x21\x23-\x5f\x61-\x7e\n—]/;
/** En dashes stand for hyphens in the list of 2023 (`208–212`). */
const HYPHENS = /[‐‑‒–−]/g;
const LONG_DASHES = /[―⸺]/g;
const APOSTROPHES = /[‘’‛′´`]/g;
/** A straight quotation mark opens after a space or a bracket, and closes anywhere else. */
const OPENING_QUOTES = /(?<=^|[\s([—-])"|[„‟]/gm;
const CLOSING_QUOTES = /["″]/g;
/** Soft hyphens, joiners, marks of direction and of byte order: nothing a reader sees. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
/** `mdash;Federal State …` lost the ampersand of its entity (2023, Russia). */
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
    .replace(/ +(?=[,;])/g, "");
}

function isPlain(text: string): boolean {
  if (text.includes(" ,") || text.includes(" ;") || text.includes("dash;")) return false;
  return !IRREGULAR.test(text);
}
