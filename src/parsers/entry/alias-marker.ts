/** Finds the words that announce aliases: `a.k.a., the following two aliases:`, `(f.k.a., …)`, `aka …`. */

import type { AliasType } from "../../model/entry.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { trimEndOf } from "../text/trim-end.ts";

export interface AliasMarker {
  readonly type: AliasType;
  /** `start` is the end of the name before the marker, `end` the start of the text after it. */
  readonly start: number;
  readonly end: number;
  /** The marker and its aliases stand in brackets. */
  readonly bracketed: boolean;
  /** It announces a list of aliases; false if the aliases follow in the running text. */
  readonly announces: boolean;
  /** The announced number of aliases; null if none is given. */
  readonly count: number | null;
}

const MARKER =
  /\b(?:a\.\s?k\.\s?a|aka|f\.k\.a|fka|n\.k\.a|d\.b\.a|dba|also known as|formerly known as|doing business as)\b[.,:\s]*/;
/** Two entries under China print no `a.k.a.`: `…8th Academy, and the following three aliases:`. */
const BARE = /(?:(?<![\s,])[\s,]+)?\b(?:and\s+)?the following (?:[\w-]+ )?alias/;
/** `the following one alias:`, `and the three following aliases`, `the follow three aliases:`, `as the following …`. */
const ANNOUNCEMENT = new RegExp(
  `[\\s,:]*(?:(?:and|as|including)\\s+)?((?:the\\s+|following\\s+|follow\\s+|${COUNT_PATTERN}(?! ${COUNT_PATTERN})\\s+){1,6})(?:alias|aliases|aliaes|entity|entities)\\b(?:,?\\s+(?:and|including)\\s[^:\\n]*)?\\s*[:,]?`,
  "iy",
);
/** Every marker holds one of these; most lines hold none, so this test is cheap. */
const SIGNS = ["k.a", "lias", "aka", "b.a", "dba", " as ", "k. a"];

const TYPES: Readonly<Record<string, AliasType>> = { a: "aka", f: "fka", d: "dba" };

export function findAliasMarker(text: string): AliasMarker | null {
  if (!mayAnnounce(text)) return null;
  const marker = MARKER.exec(text);
  const bare = BARE.exec(marker === null ? text : text.slice(0, marker.index));
  if (bare !== null) {
    const list = bare.index + bare[0].indexOf("the following");
    return { type: "aka", start: bare.index, bracketed: false, ...readAnnouncement(text, list) };
  }
  if (marker === null) return null;
  const start = trimEndOf(text.slice(0, marker.index), " ,;\n");
  const bracketed = start.endsWith("(");
  return {
    type: TYPES[marker[0].charAt(0)] ?? "aka",
    start: bracketed ? trimEndOf(start, "( ,;").length : start.length,
    bracketed,
    ...readAnnouncement(text, marker.index + marker[0].length),
  };
}

function mayAnnounce(text: string): boolean {
  for (const sign of SIGNS) if (text.includes(sign)) return true;
  return false;
}

function readAnnouncement(text: string, at: number) {
  ANNOUNCEMENT.lastIndex = at;
  const found = ANNOUNCEMENT.exec(text);
  if (found === null) return { end: at, announces: false, count: null };
  const words = (found[1] ?? "").replace(/\b(?:the|follow|following)\b/gi, " ");
  const single = /alias\b/i.test(found[0]) ? 1 : null;
  return { end: at + found[0].length, announces: true, count: readCount(words) ?? single };
}
