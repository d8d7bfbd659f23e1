/** Reads a rule for its page: each instruction with its parties and reasons, and the claims compared with them. */

import type { Document } from "../../db/documents/documents.ts";
import { findRuleReading } from "../../db/documents/readings.ts";
import { changesOfRule } from "../../db/documents/rule-events.ts";
import { amendedLists, documentsOfRule } from "../../db/documents/rule-pages.ts";
import type { StoredRule } from "../../db/documents/rules.ts";
import { readHistories } from "../../db/list/history.ts";
import type { Database } from "../../db/store/open-store.ts";
import { countryOfDestination } from "../../model/country.ts";
import type { Entry, ListCode } from "../../model/entry.ts";
import { destinationKey } from "../../model/identity.ts";
import { nameKey } from "../../model/name-key.ts";
import { type ComparedCount, compareClaims } from "../../model/reading/check-claims.ts";
import type { QuarantinedRow } from "../../model/reading/reading.ts";
import type { Amendment, Justification, Rule } from "../../model/reading/rule.ts";
import { hasUnreadTable } from "../../model/reading/unread-table.ts";

/** One instruction and its parties. */
export interface Instruction {
  readonly amendment: Amendment;
  readonly parties: readonly RuleParty[];
}

export interface RuleParty {
  readonly name: string;
  /** Null where the party is on no list or the instruction was not executed. */
  readonly entryId: string | null;
  /** The row; null for a removal, which quotes only a name. */
  readonly entry: Entry | null;
  /** Numbers, from 1, of the justification passages. */
  readonly reasons: readonly number[];
}

export interface RuleView {
  readonly rule: StoredRule;
  readonly lists: readonly ListCode[];
  /** Null where the store holds no reading. */
  readonly read: Rule | null;
  readonly counts: readonly ComparedCount[];
  readonly instructions: readonly Instruction[];
  readonly quarantine: readonly QuarantinedRow[];
  readonly documents: readonly Document[];
}

export function readRulePage(db: Database, rule: StoredRule): RuleView {
  const reading = findRuleReading(db, rule.documentId);
  const read = reading?.rule ?? null;
  return {
    ...{ rule, read },
    lists: amendedLists(db, rule.ruleKey),
    counts:
      read === null
        ? []
        : compareClaims(read.claims, read.amendments, read.entries, hasUnreadTable(read)),
    instructions: read === null ? [] : readInstructions(db, rule, read),
    quarantine: reading?.quarantine ?? [],
    documents: documentsOfRule(db, rule.ruleKey),
  };
}

function readInstructions(db: Database, stored: StoredRule, read: Rule): Instruction[] {
  const ids = changedEntries(db, stored);
  const passages = read.justifications.map((passage, at) => ({ passage, number: at + 1 }));
  const reasonsFor = (fits: (passage: Justification) => boolean) =>
    passages.filter(({ passage }) => fits(passage)).map(({ number }) => number);
  return read.amendments.map((amendment) => {
    const { destination, list } = amendment;
    const idOf = (name: string) => ids.get(keyOf({ list, destination, name })) ?? null;
    const rows = amendment.entryIndexes.flatMap((at): RuleParty[] => {
      const entry = read.entries[at];
      if (entry === undefined) return [];
      const reasons = reasonsFor(({ entryIndexes }) => entryIndexes.includes(at));
      return [{ name: entry.name, entryId: idOf(entry.name), entry, reasons }];
    });
    if (rows.length > 0) return { amendment, parties: rows };
    const parties = amendment.names.map((name): RuleParty => {
      const key = nameKey(name);
      const reasons = reasonsFor(({ names }) => names.some((named) => nameKey(named) === key));
      return { name, entryId: idOf(name), entry: null, reasons };
    });
    return { amendment, parties };
  });
}

/** Ids of the entries that the rule changes, by each current or former name. */
function changedEntries(db: Database, rule: StoredRule): ReadonlyMap<string, string> {
  const ids = [...new Set(changesOfRule(db, rule).map(({ entryId }) => entryId))];
  return new Map(
    readHistories(db, ids).flatMap(({ entryId, entry, records }) =>
      [entry, ...records.map((record) => record.entry)].map((text): [string, string] => [
        keyOf(text),
        entryId,
      ]),
    ),
  );
}

function keyOf({ list, destination, name }: Pick<Entry, "list" | "destination" | "name">): string {
  const country = countryOfDestination(destination);
  return [list, destinationKey({ destination, country }), nameKey(name)].join("|");
}

/** Approximate characters on a page of a large rule, estimated before rendering. */
const PART_LETTERS = 45_000;
/** Estimated characters of markup around a name. */
const AROUND_A_NAME = 300;

/** Splits a large rule into pages. An instruction about many parties continues on the next page. */
export function inParts(
  instructions: readonly Instruction[],
  reasons: readonly Pick<Justification, "text">[],
): Instruction[][] {
  const parts: Instruction[][] = [[]];
  let letters = 0;
  let counted = new Set<number>();
  for (const { amendment, parties } of instructions) {
    let shown: RuleParty[] = [];
    parts.at(-1)?.push({ amendment, parties: shown });
    letters += amendment.text.length + AROUND_A_NAME;
    for (const party of parties) {
      if (letters > PART_LETTERS) {
        shown = [];
        parts.push([{ amendment, parties: shown }]);
        letters = amendment.text.length;
        counted = new Set();
      }
      shown.push(party);
      letters += 2 * party.name.length + AROUND_A_NAME;
      for (const number of party.reasons) {
        if (!counted.has(number)) letters += reasons[number - 1]?.text.length ?? 0;
        counted.add(number);
      }
    }
  }
  return parts;
}
