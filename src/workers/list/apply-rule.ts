/** Executes a rule on each list it amends, and writes what came of it. */

import { findRule, putRule, type StoredRule, toldChanges } from "../../db/documents/rules.ts";
import { countTold, isTold, lastEventOf } from "../../db/log/log.ts";
import { lastNoticeOf } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { DocumentContext } from "../../model/events/draft-events.ts";
import { draftConfirmed, draftReread } from "../../model/events/draft-reread.ts";
import {
  draftRuleCorrected,
  draftRuleDelayed,
  draftRuleShown,
  draftRuleWithdrawn,
} from "../../model/events/draft-rule.ts";
import type { EventType } from "../../model/events/event.ts";
import { type RereadRule, rereadRule, type ToldChange } from "../../model/events/reread-rule.ts";
import { ruleKey } from "../../model/identity.ts";
import { executeRule } from "../../model/list/execute-rule.ts";
import { lawDay } from "../../model/list/law-order.ts";
import { isLongCodified } from "../../model/list/verify-codified.ts";
import { isReadWhole, type RuleReading } from "../../model/reading/reading.ts";
import { isBetterCopy, type Problem, type Rule } from "../../model/reading/rule.ts";
import type { ListWriter, Outcome } from "./writer.ts";

export function applyRule(tx: Database, reading: RuleReading, writer: ListWriter): Outcome {
  const { rule } = reading;
  const key = ruleKey(rule);
  const known = findRule(tx, key);
  if (known !== null && isBetterCopy(known, rule)) {
    const note = `${key} was read from its ${known.form}, ${known.stage}, before: its ${rule.form}, ${rule.stage}, changes nothing`;
    return { state: "applied", note, notice: null, since: null, isReread: true };
  }
  // On the word of a text alone nothing is told that a person would have to doubt.
  const waits = rule.form !== "xml" && !isReadWhole(reading);
  const told = toldChanges(tx, rule);
  writer.touch(told.map(({ last }) => last.entryId));
  const learntOn = writer.context(false).knownFrom.slice(0, 10);
  const lists = [...new Set([...rule.lists, ...told.map(({ last }) => last.list)])];
  const executed = waits ? [] : lists.map((list) => execute(reading, list, told, writer));
  const problems = executed.flatMap((list) => list.problems);
  putRule(tx, writer.context(false).provenance.documentId, rule, [...rule.problems, ...problems]);
  const isHistory = executed.length > 0 && executed.every(({ historical }) => historical);
  const changed = tellOfRule(tx, reading, known, problems, writer.context(isHistory), writer);
  // Read with its correction from the first, it is the law that changes the list.
  const cause = known === null ? "reading" : changed;
  for (const one of executed) tellChanges(rule, one, cause, writer);
  const days = [rule, ...(known === null ? [] : [known])].map((one) => lawDay(one, learntOn));
  const order = { since: days.sort()[0] ?? null, isReread: known !== null };
  const doubts = describeDoubts(rule, [...rule.problems, ...problems]);
  if (doubts === null) return { state: "applied", ...describeSettled(tx, rule, known), ...order };
  const note = waits ? `${doubts}; its entries wait for a better form of it` : doubts;
  return { state: "applied", note, notice: isHistory ? null : "rule.problems", ...order };
}

/**
 * What the rule says of itself, and what documents about it say. Returns the cause of what is read otherwise: a delay or a
 * withdrawal that was not told of yet is law, a correction is one of the print.
 */
function tellOfRule(
  tx: Database,
  { rule, quarantine }: RuleReading,
  known: StoredRule | null,
  problems: readonly Problem[],
  from: DocumentContext,
  writer: ListWriter,
): "law" | "reading" | "correction" {
  const untold = (type: EventType, numbers: readonly string[] = []) =>
    numbers.filter((number) => !isTold(tx, type, number));
  const corrected = untold("rule.corrected", rule.correctedBy);
  const delayed = untold("rule.delayed", rule.delayedBy);
  const withdrawnBy = rule.withdrawnBy?.[0];
  // One per rule: another copy of it may word its record differently and is still the same rule.
  const withdrawals = countTold(tx, "rule.withdrawn", ruleKey(rule));
  const counts = { withdrawals, heldBack: quarantine.length };
  const shown = draftRuleShown(rule, problems, from, counts);
  // What went from display was dropped. On display once more, it is news again.
  const isAgain = shown.type === "rule.displayed" && known === null;
  if (countTold(tx, shown.type, shown.subject) <= (isAgain ? withdrawals : 0)) writer.tell(shown);
  for (const number of corrected) writer.tell(draftRuleCorrected(rule, number, problems, from));
  for (const number of delayed) {
    writer.tell(draftRuleDelayed(rule, number, known?.effectiveOn ?? null, from));
  }
  const isWithdrawn = withdrawnBy !== undefined && !isToldWithdrawn(tx, rule, withdrawnBy);
  if (isWithdrawn) {
    const withdrawal = { before: withdrawals, note: null, by: withdrawnBy };
    writer.tell(draftRuleWithdrawn(rule, withdrawal, from));
  }
  if (isWithdrawn || delayed.length > 0) return "law";
  return corrected.length > 0 ? "correction" : "reading";
}

/** It may have gone from display and come again before the document came that withdraws it. */
function isToldWithdrawn(tx: Database, rule: Rule, by: string): boolean {
  const told = lastEventOf(tx, "rule.withdrawn", ruleKey(rule))?.data ?? {};
  return "withdrawnBy" in told && told.withdrawnBy === by;
}

interface Executed extends RereadRule {
  readonly historical: boolean;
}

function execute(
  reading: RuleReading,
  list: ListCode,
  told: readonly ToldChange[],
  writer: ListWriter,
): Executed {
  const index = writer.list(list);
  const historical = isLongCodified(reading.rule, index);
  if (historical) {
    const { problems } = executeRule(reading.rule, reading.rows, index);
    return { historical, changes: [], problems };
  }
  const ofList = told.filter(({ last }) => last.list === list);
  return { historical, ...rereadRule(reading, index, ofList) };
}

function tellChanges(
  rule: Rule,
  { changes, historical }: Executed,
  cause: "law" | "reading" | "correction",
  writer: ListWriter,
): void {
  const from = writer.context(historical);
  for (const reread of changes) {
    const retold = draftReread(rule, reread, cause, from);
    if (retold !== null) {
      writer.reread(rule, retold, reread.told);
      continue;
    }
    const confirmed = draftConfirmed(rule, reread, from);
    if (confirmed !== null) writer.confirm(rule, confirmed);
  }
}

/** A person who was told that its last copy leaves something to look at hears that this one does not. */
function describeSettled(
  tx: Database,
  rule: Rule,
  known: StoredRule | null,
): Pick<Outcome, "note" | "notice"> {
  const isDoubted =
    known !== null && (known.problems.length > 0 || known.claimsAgree === false)
      ? lastNoticeOf(tx, "rule.problems", known.documentId) !== undefined
      : false;
  if (!isDoubted) return { note: null, notice: null };
  return {
    note: `${ruleKey(rule)} is now read whole, from its ${rule.form}`,
    notice: "rule.settled",
  };
}

/** Null where the rule was read whole, fits the list and is what it says it is. */
function describeDoubts(rule: Rule, problems: readonly Problem[]): string | null {
  const doubts = problems.map(({ code, message }) => `${message} [${code}]`);
  if (rule.claimsAgree === false) doubts.unshift("it reads otherwise than it says of itself");
  return doubts.length === 0 ? null : `${rule.documentNumber}: ${doubts.join("; ")}`;
}
