/** Executes a rule's instructions on the known list. */

import { countryOfDestination } from "../country.ts";
import type { Entry } from "../entry.ts";
import { ruleKey } from "../identity.ts";
import type { Amendment, Problem, Rule } from "../reading/rule.ts";
import { contradictedByClaims } from "./contradicted.ts";
import {
  addEntry,
  type ListChange,
  modifyEntry,
  removeEntry,
  reviseUnseen,
} from "./list-change.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import { movedFrom, removalsBeforeMoves } from "./moves.ts";
import { listedLike } from "./name-as-quoted.ts";
import {
  citesRule,
  citesRuleOrLater,
  isLongCodified,
  stillListed,
  verifyCodified,
  where,
} from "./verify-codified.ts";

export interface ExecutedRule {
  readonly changes: readonly ListChange[];
  /** Instructions that do not fit the known list. */
  readonly problems: readonly Problem[];
}

/** Ids given to the rule's entries by an earlier reading; an entry without one is new. */
export type EntryIds = ReadonlyMap<Entry, string>;
const NEW_IDS: EntryIds = new Map();

/**
 * `rows` is parallel to `rule.entries`; `index` is changed by the rule. Amendments of other lists are skipped.
 * A rule that the newest snapshot must already show changes nothing; it is only compared with the list.
 */
export function executeRule(
  rule: Rule,
  rows: readonly (readonly number[])[],
  index: ListIndex,
  idOf: EntryIds = NEW_IDS,
): ExecutedRule {
  if (isLongCodified(rule, index)) return { changes: [], problems: verifyCodified(rule, index) };
  const run: Run = {
    rule,
    rows,
    index,
    idOf,
    origin: ruleKey(rule),
    added: new Set(),
    changes: [],
    problems: [],
  };
  const amendments = rule.amendments.filter(({ list }) => list === index.list);
  const contradicted = contradictedByClaims(rule);
  const failed = new Set<Amendment>();
  for (const amendment of removalsBeforeMoves(amendments)) {
    const away = movedFrom(amendment, amendments);
    if (contradicted.has(amendment)) {
      failed.add(amendment);
      const message = "the summary names another destination; not executed";
      report(run, amendment, "amendment/contradicted", message);
    } else if (away !== undefined && failed.has(away)) {
      const message = `the entry could not be removed from under ${away.destination}; not moved`;
      report(run, amendment, "amendment/not-executed", message);
    } else if (!execute(run, amendment)) failed.add(amendment);
  }
  return run;
}

/** False where a removal does not fit the known list. */
function execute(run: Run, amendment: Amendment): boolean {
  const { op } = amendment;
  if (op === "remove") return remove(run, amendment);
  if (op === "add") add(run, amendment);
  else if (op === "redesignate") redesignate(run, amendment);
  else if (op === "revise" || !correctsPrint(run.rule)) revise(run, amendment);
  else
    report(run, amendment, "amendment/not-executed", "corrects the print of a rule, not the list");
  return true;
}

interface Run {
  readonly rule: Rule;
  readonly rows: readonly (readonly number[])[];
  readonly index: ListIndex;
  readonly idOf: EntryIds;
  readonly origin: string;
  /** Ids of the entries added by this run: an addition is executed once per row, not per name. */
  readonly added: Set<string>;
  readonly changes: ListChange[];
  readonly problems: Problem[];
}

function add(run: Run, amendment: Amendment): void {
  for (const { entry, row } of entriesOf(run, amendment)) {
    const listed = listedLike(run.index, entry).filter(({ entryId }) => !run.added.has(entryId));
    // Already executed: by an earlier reading of this rule, or shown by a snapshot.
    if (listed.some((known) => citesRule(known, run.rule))) continue;
    if (listed.length > 0) {
      report(
        run,
        amendment,
        "add/already-listed",
        `${where(entry)} is already listed; added as a separate entry`,
      );
    }
    const change = addEntry(run.index, run.origin, entry, row, run.idOf.get(entry));
    run.added.add(change.entryId);
    run.changes.push(change);
  }
}

function revise(run: Run, amendment: Amendment): void {
  const entries = entriesOf(run, amendment);
  entries.forEach(({ entry, row }, position) => {
    // The instruction quotes the old name; the row may print a new one.
    const quoted =
      amendment.names.length === entries.length ? amendment.names[position] : undefined;
    const byName = listedLike(run.index, entry);
    const candidates =
      byName.length > 0 || quoted === undefined ? byName : run.index.quoted(quoted, entry);
    const revised = theRevised(candidates, entry);
    if (revised.some((known) => citesRuleOrLater(known, run.rule))) return;
    const [known] = revised;
    if (known === undefined) {
      report(run, amendment, "revise/not-listed", `${where(entry)} was not known before`);
      run.changes.push(reviseUnseen(run.index, run.origin, entry, row));
    } else if (revised.length > 1) {
      report(
        run,
        amendment,
        "revise/ambiguous",
        `${where(entry)} is listed ${revised.length} times`,
      );
    } else {
      const change = modifyEntry(run.index, run.origin, known, entry, row);
      if (change !== null) run.changes.push(change);
      else
        report(run, amendment, "revise/no-change", `${where(entry)} is revised without a change`);
    }
  });
}

/** Whether the rule corrects another rule's print (`C1-…`). Otherwise "correct" means that an entry is printed as it shall read. */
function correctsPrint({ documentNumber }: Rule): boolean {
  return /^C\d*-/i.test(documentNumber);
}

/** Moves the entry to the destination of its row; it keeps its id. `destination` is the old one. */
function redesignate(run: Run, amendment: Amendment): void {
  const entries = entriesOf(run, amendment);
  const { names, destination } = amendment;
  if (entries.length !== names.length || names.length === 0) {
    const message = "redesignates entries without printing a row for each of them";
    report(run, amendment, "amendment/not-executed", message);
    return;
  }
  entries.forEach(({ entry, row }, position) => {
    if (listedLike(run.index, entry).some((known) => citesRuleOrLater(known, run.rule))) return;
    const quoted = names[position] ?? entry.name;
    const country = countryOfDestination(destination);
    const candidates = run.index.quoted(quoted, { destination, country });
    const [known] = candidates;
    if (known === undefined || candidates.length > 1) {
      const found = known === undefined ? "is not listed" : `is listed ${candidates.length} times`;
      const code = known === undefined ? "redesignate/not-listed" : "redesignate/ambiguous";
      report(run, amendment, code, `${quoted} (${destination}) ${found}`);
      return;
    }
    const change = modifyEntry(run.index, run.origin, known, entry, row);
    if (change !== null) run.changes.push(change);
  });
}

function remove(run: Run, amendment: Amendment): boolean {
  const before = run.problems.length;
  if (amendment.names.length === 0) {
    report(run, amendment, "remove/unnamed", "removes entries without naming them");
  }
  for (const name of amendment.names) {
    const quoted = `${name} (${amendment.destination})`;
    const candidates = stillListed(run.rule, run.index, amendment, name);
    const [known] = candidates;
    if (candidates.length > 1) {
      report(run, amendment, "remove/ambiguous", `${quoted} is listed ${candidates.length} times`);
    } else if (known !== undefined) {
      run.changes.push(removeEntry(run.index, run.origin, known));
    } else if (!isInSnapshot(run) && !wasRemovedBy(run, name)) {
      report(run, amendment, "remove/not-listed", `${quoted} is not listed`);
    }
  }
  return run.problems.length === before;
}

function entriesOf(run: Run, amendment: Amendment): { entry: Entry; row: number }[] {
  return amendment.entryIndexes.flatMap((at) => {
    const entry = run.rule.entries[at];
    return entry === undefined ? [] : [{ entry, row: run.rows[at]?.[0] ?? 0 }];
  });
}

/** Among namesakes, the entry with the same first citation: a revision only appends its own. */
function theRevised(candidates: readonly KnownEntry[], entry: Entry): readonly KnownEntry[] {
  if (candidates.length <= 1) return candidates;
  const first = entry.citations[0];
  const sameOrigin = candidates.filter(({ entry: { citations } }) => {
    const own = citations[0];
    return own !== undefined && own.volume === first?.volume && own.date === first.date;
  });
  return sameOrigin.length === 1 ? sameOrigin : candidates;
}

/** Whether the newest snapshot is of the rule's day or later, and so shows the list without the removed entries. */
function isInSnapshot({ rule, index: { asOf } }: Run): boolean {
  const day = rule.publicationDate ?? rule.effectiveOn;
  return asOf !== null && day !== null && day <= asOf;
}

function wasRemovedBy(run: Run, name: string): boolean {
  const { documentNumber } = run.rule;
  return run.index
    .removed()
    .some(
      (known) =>
        known.entry.raw.startsWith(name) &&
        known.pending.some((pending) => pending.documentNumber === documentNumber),
    );
}

function report(run: Run, { text }: Amendment, code: string, message: string): void {
  run.problems.push({ code, message, text });
}
