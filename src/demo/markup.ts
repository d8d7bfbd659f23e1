/** Shared helpers of the renderers: XML escaping, citations and quoted names. */

import type { RowFacts } from "./facts.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** Prints `and` in italics in `; and`, at the end of a line and between addresses. */
export function escapeLine(line: string): string {
  return escapeXml(line).replace(/; and(?=$| )/g, '; <E T="03">and</E>');
}

/** `89 FR 96830, 12/5/24. 90 FR 14035, 3/28/25.` → the single citations, each with its period. */
export function splitCitations(citations: string): string[] {
  return citations.split(/(?<=\/\d{1,4}\.) (?=\d)/);
}

/** The name that an instruction quotes: the first line up to its aliases or its address. */
export function quotedName({ entity }: RowFacts): string {
  const first = entity[0] ?? "";
  const aliases = first.search(/,? a\.k\.a/);
  if (aliases >= 0) return first.slice(0, aliases);
  const [head = "", ...rest] = first.split(", ");
  const suffix = rest[0] ?? "";
  return SUFFIX.test(suffix) ? `${head}, ${suffix}` : head;
}

const SUFFIX = /^(Ltd|Inc|LLC|S\.A|Limited)\.?$/;
