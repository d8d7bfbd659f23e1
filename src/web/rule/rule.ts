/** A rule as read: what each instruction does to whom, and why; held against what the rule claims of itself. */

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

/** One instruction, and those it is about. */
export interface Instruction {
  readonly amendment: Amendment;
  readonly parties: readonly RuleParty[];
}

export interface RuleParty {
  readonly name: string;
  /** Null where it is on no list, or was not executed. */
  readonly entryId: string | null;
  /** The row; null of a removal, which quotes a name only. */
  readonly entry: Entry | null;
  /** Numbers, from 1, of the passages that say why. */
  readonly reasons: readonly number[];
}

export interface RuleView {
  readonly rule: StoredRule;
  readonly lists: readonly ListCode[];
  /** Null where no reading of it is kept. */
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

/** Ids of the entries that the rule changes, by every name that they are or were listed under. */
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

/** Letters of a page of a large rule, as near as they can be told before it is rendered. */
const PART_LETTERS = 45_000;
/** Of what stands around a name. */
const AROUND_A_NAME = 300;

/** Pages of a large rule. An instruction about many goes on from page to page. */
export function inParts(
  instructions: readonly Instruction[],
  reasons: readonly Pick<Justification, "text">[],
): Instruction[][] {
  const parts: Instruction[][] = [[]];
  let letters = 0;
  let told = new Set<number>();
  for (const { amendment, parties } of instructions) {
    let shown: RuleParty[] = [];
    parts.at(-1)?.push({ amendment, parties: shown });
    letters += amendment.text.length + AROUND_A_NAME;
    for (const party of parties) {
      if (letters > PART_LETTERS) {
        shown = [];
        parts.push([{ amendment, parties: shown }]);
        letters = amendment.text.length;
        told = new Set();
      }
      shown.push(party);
      letters += 2 * party.name.length + AROUND_A_NAME;
      for (const number of party.reasons) {
        if (!told.has(number)) letters += reasons[number - 1]?.text.length ?? 0;
        told.add(number);
      }
    }
  }
  return parts;
}
