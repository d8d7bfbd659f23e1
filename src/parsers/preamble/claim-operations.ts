/** Finds in a rule's summary what it says it does: `adding forty-two entities under forty-four entries`. */

import { COUNT_PATTERN, readCount } from "../text/number-words.ts";

export type ClaimedOp = "added" | "revised" | "removed";

export interface ClaimedOperation {
  readonly op: ClaimedOp;
  readonly entities: number | null;
  readonly entries: number | null;
  readonly addresses: number | null;
  /** The words of the operation itself: they may name the list. */
  readonly words: string;
  /** What the summary says after them, up to the next operation. */
  readonly region: string;
}

const NOUN = "entit(?:y|ies)|entr(?:y|ies)|persons?|addresses|address";
const VERB = "adds?|adding|revis(?:es?|ing)|modif(?:y|ies|ying)|correct(?:s|ing)?|remov(?:es?|ing)";
/** `adding forty-two entities`, `modifies four existing entries`, `removing three (3) persons`, `removes an entity`. */
const COUNTED = `(?<verb>${VERB})\\s+(?:(?:to|from) the [A-Z][\\w' ()-]*? )?(?:a total of |the following )?(?:(?<count>${COUNT_PATTERN})|(?<one>an?|this))\\s+(?:\\(\\d+\\)\\s+)?(?:[\\w-]+\\s+){0,3}?(?<noun>${NOUN})\\b`;
/** `corrects typographical errors in two existing entries`. */
const ERRORS = `(?<fix>corrects?|correcting) (?:[\\w-]+ ){0,2}errors in (?<errors>${COUNT_PATTERN}) (?:[\\w-]+ ){0,2}?(?:${NOUN})\\b`;
/** `amends the entries for the two entities`, `expands … for twenty-eight existing entities on the Entity List`. */
const EXISTING = `(?:amends? the entries for the (?<amended>${COUNT_PATTERN})|\\bfor (?<existing>${COUNT_PATTERN}) existing) entit(?:y|ies)`;
/** `applies … to ten existing entries for six existing entities`. */
const APPLIED = `(?<entries>${COUNT_PATTERN}) existing entr(?:y|ies) for (?<entities>${COUNT_PATTERN}) existing entit(?:y|ies)`;
/** `transfer forty-five entities from the MEU List to the Entity List`; `removing 9 persons from … and adding them to …`. */
const MOVED = `(?:transfers?|transferring|remov(?:es?|ing)) (?<moved>${COUNT_PATTERN}) (?:[\\w-]+ ){0,3}?(?:${NOUN}) from the (?<from>[A-Z][\\w' ()-]*?) (?:and adding them )?to the (?=[A-Z])`;
const OPERATION = new RegExp(
  `\\b(?:(?:${MOVED})|(?:${COUNTED})|(?:${ERRORS})|(?:${APPLIED})|(?:${EXISTING}))`,
  "gi",
);
const UNDER_ENTRIES = new RegExp(
  `\\b(?:under|in)\\s+(${COUNT_PATTERN})\\s+(?:\\w+\\s+)?entr(?:y|ies)\\b`,
  "i",
);
/** `29 entries (26 entities and 3 addresses)`. */
const BREAKDOWN = new RegExp(
  `\\((${COUNT_PATTERN})\\s+entit(?:y|ies)(?:,?\\s+and\\s+(${COUNT_PATTERN})\\s+address(?:es)?)?\\)`,
  "i",
);
/** `removes two entities and one address`: an address that stands for itself is an entry too. */
const AND_ADDRESSES = new RegExp(`^\\s+and\\s+(${COUNT_PATTERN})\\s+address`, "i");

/** In printed order. */
export function findOperations(summary: string): ClaimedOperation[] {
  const starts = [...summary.matchAll(OPERATION)];
  return starts.flatMap((start, nth) => {
    const after = start.index + start[0].length;
    const region = summary.slice(after, starts[nth + 1]?.index ?? summary.length);
    return operationsOf(start.groups ?? {}, start[0], region);
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function operationsOf(groups: Groups, words: string, region: string): ClaimedOperation[] {
  const { moved, errors, entries, entities, amended, existing } = groups;
  const of = (op: ClaimedOp, part: Partial<ClaimedOperation>) => {
    return { op, entities: null, entries: null, addresses: null, words, region, ...part };
  };
  if (moved !== undefined) {
    const count = { entities: readCount(moved) };
    return [
      of("removed", { ...count, words: groups["from"] ?? "" }),
      of("added", { ...count, words: "" }),
    ];
  }
  if (errors !== undefined) return [of("revised", { entries: readCount(errors) })];
  if (entries !== undefined) {
    return [of("revised", { entries: readCount(entries), entities: readCount(entities ?? "") })];
  }
  const touched = amended ?? existing;
  if (touched !== undefined) return [of("revised", { entities: readCount(touched) })];
  const op = opOf(groups["verb"] ?? "");
  const noun = groups["noun"] ?? "";
  // "by removing two addresses associated with …" revises an entry; it removes none.
  if (op !== "added" && /^address/i.test(noun)) return [];
  const count = groups["one"] === undefined ? readCount(groups["count"] ?? "") : 1;
  return [of(op, countsOf(count, noun, region))];
}

function opOf(verb: string): ClaimedOp {
  if (/^add/i.test(verb)) return "added";
  return /^remov/i.test(verb) ? "removed" : "revised";
}

function countsOf(count: number | null, noun: string, region: string) {
  const breakdown = BREAKDOWN.exec(region);
  if (/^(?:entr|address)/i.test(noun)) {
    return {
      entries: count,
      entities: readCount(breakdown?.[1] ?? ""),
      addresses: readCount(breakdown?.[2] ?? ""),
    };
  }
  return {
    entities: count,
    entries: readCount(UNDER_ENTRIES.exec(region)?.[1] ?? ""),
    addresses: readCount(AND_ADDRESSES.exec(region)?.[1] ?? ""),
  };
}
