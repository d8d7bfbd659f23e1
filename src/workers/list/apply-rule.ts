/** Executes a rule on each list it amends, and writes events and state. */

import { findRule, loggedChanges, putRule, type StoredRule } from "../../db/documents/rules.ts";
import { countLogged, isLogged, lastEventOf } from "../../db/log/log.ts";
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
import { type LoggedChange, type RereadRule, rereadRule } from "../../model/events/reread-rule.ts";
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
    const note = `${key} was read before from a better copy (${known.form}, ${known.stage}): this one (${rule.form}, ${rule.stage}) changes nothing`;
    return { state: "applied", note, notice: null, since: null, isReread: true };
  }
  // A text that was not fully read must not emit doubtful entity events.
  const waits = rule.form !== "xml" && !isReadWhole(reading);
  const logged = loggedChanges(tx, rule);
  writer.touch(logged.map(({ last }) => last.entryId));
  const learntOn = writer.context(false).knownFrom.slice(0, 10);
  const lists = [...new Set([...rule.lists, ...logged.map(({ last }) => last.list)])];
  const executed = waits ? [] : lists.map((list) => execute(reading, list, logged, writer));
  const problems = executed.flatMap((list) => list.problems);
  putRule(tx, writer.context(false).provenance.documentId, rule, [...rule.problems, ...problems]);
  const isHistory = executed.length > 0 && executed.every(({ historical }) => historical);
  const changed = emitRuleEvents(tx, reading, known, problems, writer.context(isHistory), writer);
  // If the rule was first read together with its correction, the law itself is the cause.
  const cause = known === null ? "reading" : changed;
  for (const one of executed) emitChanges(rule, one, cause, writer);
  const days = [rule, ...(known === null ? [] : [known])].map((one) => lawDay(one, learntOn));
  const order = { since: days.sort()[0] ?? null, isReread: known !== null };
  const doubts = describeDoubts(rule, [...rule.problems, ...problems]);
  if (doubts === null) return { state: "applied", ...describeSettled(tx, rule, known), ...order };
  const note = waits ? `${doubts}; its entries wait for a better form of it` : doubts;
  return { state: "applied", note, notice: isHistory ? null : "rule.problems", ...order };
}

/**
 * Emits the events about the rule itself and about documents on it. Returns the cause of changed readings: "law" for a new
 * delay or withdrawal, "correction" for a corrected print.
 */
function emitRuleEvents(
  tx: Database,
  { rule, quarantine }: RuleReading,
  known: StoredRule | null,
  problems: readonly Problem[],
  from: DocumentContext,
  writer: ListWriter,
): "law" | "reading" | "correction" {
  const unlogged = (type: EventType, numbers: readonly string[] = []) =>
    numbers.filter((number) => !isLogged(tx, type, number));
  const corrected = unlogged("rule.corrected", rule.correctedBy);
  const delayed = unlogged("rule.delayed", rule.delayedBy);
  const withdrawnBy = rule.withdrawnBy?.[0];
  // One event per rule: another copy with a different record is still the same rule.
  const withdrawals = countLogged(tx, "rule.withdrawn", ruleKey(rule));
  const counts = { withdrawals, heldBack: quarantine.length };
  const shown = draftRuleShown(rule, problems, from, counts);
  // A rule that vanished from display was dropped. Displayed again, it is news again.
  const isAgain = shown.type === "rule.displayed" && known === null;
  if (countLogged(tx, shown.type, shown.subject) <= (isAgain ? withdrawals : 0)) writer.emit(shown);
  for (const number of corrected) writer.emit(draftRuleCorrected(rule, number, problems, from));
  for (const number of delayed) {
    writer.emit(draftRuleDelayed(rule, number, known?.effectiveOn ?? null, from));
  }
  const isWithdrawn = withdrawnBy !== undefined && !isWithdrawalLogged(tx, rule, withdrawnBy);
  if (isWithdrawn) {
    const withdrawal = { before: withdrawals, note: null, by: withdrawnBy };
    writer.emit(draftRuleWithdrawn(rule, withdrawal, from));
  }
  if (isWithdrawn || delayed.length > 0) return "law";
  return corrected.length > 0 ? "correction" : "reading";
}

/** An earlier withdrawal may have come from public inspection, so the withdrawing document is compared. */
function isWithdrawalLogged(tx: Database, rule: Rule, by: string): boolean {
  const logged = lastEventOf(tx, "rule.withdrawn", ruleKey(rule))?.data ?? {};
  return "withdrawnBy" in logged && logged.withdrawnBy === by;
}

interface Executed extends RereadRule {
  readonly historical: boolean;
}

function execute(
  reading: RuleReading,
  list: ListCode,
  logged: readonly LoggedChange[],
  writer: ListWriter,
): Executed {
  const index = writer.list(list);
  const historical = isLongCodified(reading.rule, index);
  if (historical) {
    const { problems } = executeRule(reading.rule, reading.rows, index);
    return { historical, changes: [], problems };
  }
  const ofList = logged.filter(({ last }) => last.list === list);
  return { historical, ...rereadRule(reading, index, ofList) };
}

function emitChanges(
  rule: Rule,
  { changes, historical }: Executed,
  cause: "law" | "reading" | "correction",
  writer: ListWriter,
): void {
  const from = writer.context(historical);
  for (const reread of changes) {
    const draft = draftReread(rule, reread, cause, from);
    if (draft !== null) {
      writer.reread(rule, draft, reread.logged);
      continue;
    }
    const confirmed = draftConfirmed(rule, reread, from);
    if (confirmed !== null) writer.confirm(rule, confirmed);
  }
}

/** If an earlier copy raised a notice about problems, a further notice reports that this copy has none. */
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

/** Null if the rule was fully read, fits the list and agrees with its claims. */
function describeDoubts(rule: Rule, problems: readonly Problem[]): string | null {
  const doubts = problems.map(({ code, message }) => `${message} [${code}]`);
  if (rule.claimsAgree === false) doubts.unshift("its claims disagree with what was read");
  return doubts.length === 0 ? null : `${rule.documentNumber}: ${doubts.join("; ")}`;
}
