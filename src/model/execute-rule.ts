/** A rule is a program for the list: runs its instructions against the list as known. */

import { countryOfDestination } from "./country.ts";
import { daysBetween } from "./day.ts";
import type { Entry } from "./entry.ts";
import { ruleKey } from "./identity.ts";
import {
  addEntry,
  type ListChange,
  modifyEntry,
  removeEntry,
  reviseUnseen,
} from "./list-change.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import type { Amendment, Problem, Rule } from "./rule.ts";

/** A rule this much older than the newest snapshot is in it; younger, the eCFR may not show it yet. */
const CODIFICATION_LAG_DAYS = 14;

export interface ExecutedRule {
  readonly changes: readonly ListChange[];
  /** Instructions that do not fit the list as known. */
  readonly problems: readonly Problem[];
}

/** `rows` is parallel to `rule.entries`; `index` is changed as the rule says. Amendments of other lists are passed over. */
export function executeRule(
  rule: Rule,
  rows: readonly (readonly number[])[],
  index: ListIndex,
): ExecutedRule {
  const run: Run = { rule, rows, index, origin: ruleKey(rule), changes: [], problems: [] };
  for (const amendment of rule.amendments) {
    if (amendment.list !== index.list) continue;
    if (amendment.op === "add") add(run, amendment);
    else if (amendment.op === "revise") revise(run, amendment);
    else if (amendment.op === "remove") remove(run, amendment);
    else
      problem(run, "amendment/not-executed", `cannot ${amendment.op} entries yet`, amendment.text);
  }
  return run;
}

interface Run {
  readonly rule: Rule;
  readonly rows: readonly (readonly number[])[];
  readonly index: ListIndex;
  readonly origin: string;
  readonly changes: ListChange[];
  readonly problems: Problem[];
}

function add(run: Run, amendment: Amendment): void {
  for (const { entry, row } of entriesOf(run, amendment)) {
    const own = new Set(run.changes.map((change) => change.entryId));
    const listed = run.index.named(entry.name, entry).filter(({ entryId }) => !own.has(entryId));
    // Already executed: an earlier reading of this rule, or a snapshot that already shows it.
    if (listed.some((known) => citesRule(known.entry, run.rule))) continue;
    if (isLongCodified(run.rule, run.index)) {
      problem(run, "add/not-in-later-snapshot", notInSnapshot(entry, run.index), amendment.text);
      continue;
    }
    if (listed.length > 0) {
      const where = `${entry.name} (${entry.destination})`;
      problem(run, "add/already-listed", `${where} is listed already; kept apart`, amendment.text);
    }
    run.changes.push(addEntry(run.index, run.origin, entry, row));
  }
}

function revise(run: Run, amendment: Amendment): void {
  const entries = entriesOf(run, amendment);
  entries.forEach(({ entry, row }, position) => {
    // The instruction quotes the name as it was; the row may print a new one.
    const quoted =
      amendment.names.length === entries.length ? amendment.names[position] : undefined;
    const byName = run.index.named(entry.name, entry);
    const candidates =
      byName.length > 0 || quoted === undefined ? byName : run.index.quoted(quoted, entry);
    const where = `${entry.name} (${entry.destination})`;
    if (candidates.some((known) => citesRuleOrLater(known.entry, run.rule))) return;
    const known = theRevised(candidates, entry);
    if (known === "ambiguous") {
      problem(
        run,
        "revise/ambiguous",
        `${where} stands ${candidates.length} times`,
        amendment.text,
      );
    } else if (known !== null) {
      const change = modifyEntry(run.index, run.origin, known, entry, row);
      if (change !== null) run.changes.push(change);
      else problem(run, "revise/no-change", `${where} is revised to what it was`, amendment.text);
    } else if (isLongCodified(run.rule, run.index)) {
      problem(run, "revise/not-in-later-snapshot", notInSnapshot(entry, run.index), amendment.text);
    } else {
      problem(run, "revise/not-listed", `${where} was not known before`, amendment.text);
      run.changes.push(reviseUnseen(run.index, run.origin, entry, row));
    }
  });
}

function remove(run: Run, amendment: Amendment): void {
  const destination = {
    destination: amendment.destination,
    country: countryOfDestination(amendment.destination),
  };
  if (amendment.names.length === 0) {
    problem(run, "remove/unnamed", "removes entries without naming them", amendment.text);
  }
  for (const name of amendment.names) {
    const where = `${name} (${amendment.destination})`;
    const candidates = run.index
      .quoted(name, destination)
      // The entry was listed again by a later rule: this removal is already behind it.
      .filter((known) => !citesRuleOrLater(known.entry, run.rule));
    const [known] = candidates;
    if (candidates.length > 1) {
      problem(
        run,
        "remove/ambiguous",
        `${where} stands ${candidates.length} times`,
        amendment.text,
      );
    } else if (known !== undefined) {
      run.changes.push(removeEntry(run.index, run.origin, known));
    } else if (!isLongCodified(run.rule, run.index) && !wasRemovedBy(run, name)) {
      problem(run, "remove/not-listed", `${where} is not listed`, amendment.text);
    }
  }
}

function entriesOf(run: Run, amendment: Amendment): { entry: Entry; row: number }[] {
  return amendment.entryIndexes.flatMap((at) => {
    const entry = run.rule.entries[at];
    return entry === undefined ? [] : [{ entry, row: run.rows[at]?.[0] ?? 0 }];
  });
}

/** A revision appends its citation, so the entry's citations so far lead those of the revised row. */
function theRevised(
  candidates: readonly KnownEntry[],
  entry: Entry,
): KnownEntry | "ambiguous" | null {
  if (candidates.length <= 1) return candidates[0] ?? null;
  const first = entry.citations[0];
  const sameOrigin = candidates.filter(({ entry: { citations } }) => {
    const own = citations[0];
    return own !== undefined && own.volume === first?.volume && own.date === first.date;
  });
  return sameOrigin.length === 1 ? (sameOrigin[0] ?? null) : "ambiguous";
}

function citesRule(entry: Entry, rule: Rule): boolean {
  return entry.citations.some(
    ({ date }) => date !== null && rule.publicationDate !== null && date === rule.publicationDate,
  );
}

function citesRuleOrLater(entry: Entry, rule: Rule): boolean {
  return entry.citations.some(
    ({ date }) => date !== null && rule.publicationDate !== null && date >= rule.publicationDate,
  );
}

function wasRemovedBy(run: Run, name: string): boolean {
  const documentNumber = run.rule.documentNumber;
  return run.index
    .removed()
    .some(
      (known) =>
        known.entry.raw.startsWith(name) &&
        known.pending.some((pending) => pending.documentNumber === documentNumber),
    );
}

/** So much older than the newest snapshot that the snapshot must show it: history, not news. */
export function isLongCodified(rule: Rule, index: ListIndex): boolean {
  const day = rule.publicationDate ?? rule.effectiveOn;
  if (index.asOf === null || day === null) return false;
  return daysBetween(day, index.asOf) > CODIFICATION_LAG_DAYS;
}

function notInSnapshot(entry: Entry, index: ListIndex): string {
  return `${entry.name} (${entry.destination}) is not in the snapshot of ${index.asOf}; its history is unknown`;
}

function problem(run: Run, code: string, message: string, text: string): void {
  run.problems.push({ code, message, text });
}
