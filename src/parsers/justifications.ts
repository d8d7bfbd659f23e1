/** Finds the passages of the preamble that say why the End-User Review Committee (ERC) decided. */

import type { Entry } from "../model/entry.ts";
import { nameKey } from "../model/name-key.ts";
import type { Amendment, Justification } from "../model/rule.ts";
import { type NamedKey, NamesInText } from "./names-in-text.ts";
import { COUNT_PATTERN, readCount } from "./number-words.ts";
import { readSections } from "./sections.ts";
import { splitSentences } from "./sentences.ts";

/** A heading or paragraph of the preamble. */
export interface PreambleBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** The words in which a reason comes; license terms and background have none of them. */
const REASON =
  /\b(?:based (?:up)?on|on the basis of|because|on account of|due to|determined that (?:the )?(?:conduct|activities|actions)|have been (?:involved|determined)|(?:is|are|was|were) (?:involved|determined)|rais(?:es|e|ed|ing) (?:sufficient |serious )?concerns?|specifically,|for (?:their|its|his|her) |for (?:acquiring|attempting|contributing|diverting|engaging|enabling|facilitating|procuring|providing|purchasing|shipping|supplying|supporting|being|having)\b|contrary to (?:the )?(?:U\.S\. )?(?:national security|foreign policy)|in accordance with procedures)/i;
/** Terms follow from a listing; they are no reason for it. */
const TERMS =
  /^(?:for (?:the|these|all|each|this)\b.{0,80}\b(?:BIS imposes|license)|BIS imposes|license applications|no license exceptions|for the reasons described above|accordingly, part|the (?:acronyms?|license requirements?))/i;
const BACK_REFERENCE =
  /\b(?:these|this|those|the)\s+(?:[\w-]+\s+){0,3}?(?:entit(?:y|ies)|additions?|compan(?:y|ies)|persons?|individuals?|part(?:y|ies)|modifications?|revisions?|removals?|organizations?)\b/i;
const COUNTED_REFERENCE = new RegExp(
  `\\b(?:these|the|those)\\s+(${COUNT_PATTERN})\\s+(?:[\\w-]+\\s+){0,2}?(?:entit|compan|persons|individuals|parties)`,
  "i",
);

interface Name extends NamedKey {
  readonly name: string;
  readonly entryIndexes: readonly number[];
}

/** An entity may have several passages, or none: nothing is invented. */
export function readJustifications(
  preamble: readonly PreambleBlock[],
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): Justification[] {
  const names = new NamesInText(namesOf(amendments, entries));
  const found: Justification[] = [];
  let last: readonly Name[] = [];
  let sinceHeading = new Set<Name>();
  for (const { kind, text } of preamble) {
    if (kind === "heading") {
      last = [];
      sinceHeading = new Set();
      continue;
    }
    const named = names.find(text);
    if (named.length > 0) {
      last = named;
      for (const name of named) sinceHeading.add(name);
    }
    const subject = named.length > 0 ? named : referredTo(text, last, sinceHeading);
    if (subject.length > 0 && givesReason(text)) found.push(justify(text, subject));
  }
  return found;
}

function justify(text: string, subject: readonly Name[]): Justification {
  const reasons = splitSentences(text).filter((sentence) => REASON.test(sentence));
  return {
    names: subject.map(({ name }) => name),
    entryIndexes: [...new Set(subject.flatMap(({ entryIndexes }) => entryIndexes))].sort(
      (a, b) => a - b,
    ),
    text,
    // Sections of other parts (the product rules of 734, the exceptions of 740) are terms, not the basis.
    sections: readSections(reasons.join(" ")).filter((section) => section.startsWith("744.")),
  };
}

function givesReason(text: string): boolean {
  return REASON.test(text) && !TERMS.test(text);
}

function referredTo(text: string, last: readonly Name[], sinceHeading: ReadonlySet<Name>) {
  if (!BACK_REFERENCE.test(text)) return [];
  const count = readCount(COUNTED_REFERENCE.exec(text)?.[1] ?? "");
  return count !== null && count !== last.length && count === sinceHeading.size
    ? [...sinceHeading]
    : last;
}

/** Every name of a row, and every name that only an instruction prints (removals). */
function namesOf(amendments: readonly Amendment[], entries: readonly Entry[]): Name[] {
  const names = new Map<string, { key: string; name: string; entryIndexes: number[] }>();
  const put = (name: string, at: number | null) => {
    const key = nameKey(name);
    if (key === "") return;
    const known = names.get(key) ?? { key, name, entryIndexes: [] };
    if (at !== null) known.entryIndexes.push(at);
    names.set(key, known);
  };
  entries.forEach((entry, at) => {
    // "Address 01" is no name that a sentence would use for one party only.
    if (entry.kind !== "address") put(entry.name, at);
  });
  for (const { op, names: quoted } of amendments) {
    if (op === "remove") for (const name of quoted) put(name, null);
  }
  return [...names.values()];
}
