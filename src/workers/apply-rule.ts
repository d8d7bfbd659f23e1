/** Executes a rule on each list it amends, and writes what came of it. */

import { isTold } from "../db/log.ts";
import type { Database } from "../db/open-store.ts";
import { putRule } from "../db/rules.ts";
import { draftRuleChange, draftRulePublished } from "../model/draft-events.ts";
import { executeRule } from "../model/execute-rule.ts";
import { ruleKey } from "../model/identity.ts";
import type { RuleReading } from "../model/reading.ts";
import type { Problem, Rule } from "../model/rule.ts";
import { isLongCodified } from "../model/verify-codified.ts";
import type { ListWriter, Outcome } from "./list-writer.ts";

export function applyRule(tx: Database, reading: RuleReading, writer: ListWriter): Outcome {
  const { rule, rows } = reading;
  const executed = rule.lists.map((list) => {
    const index = writer.list(list);
    const historical = isLongCodified(rule, index);
    return { historical, ...executeRule(rule, rows, index) };
  });
  const problems = executed.flatMap((list) => list.problems);
  putRule(tx, writer.context(false).provenance.documentId, rule, [...rule.problems, ...problems]);

  const isHistory = executed.length > 0 && executed.every(({ historical }) => historical);
  // One per rule: another copy of it may word its record differently and is still the same rule.
  if (!isTold(tx, "rule.published", ruleKey(rule))) {
    writer.tell(draftRulePublished(rule, problems, writer.context(isHistory)));
  }
  for (const { changes, historical } of executed) {
    for (const change of changes) {
      const draft = draftRuleChange(rule, change, writer.context(historical));
      writer.change(draft, change, rule.effectiveOn ?? rule.publicationDate);
      writer.await(rule, change);
    }
  }
  const doubts = describeDoubts(rule, [...rule.problems, ...problems]);
  if (doubts === null) return { state: "applied", note: null, notice: null };
  return { state: "applied", note: doubts, notice: isHistory ? null : "rule.problems" };
}

/** Null where the rule was read whole, fits the list and is what it says it is. */
function describeDoubts(rule: Rule, problems: readonly Problem[]): string | null {
  const doubts = problems.map(({ code, message }) => `${message} [${code}]`);
  if (rule.claimsAgree === false) doubts.unshift("it reads otherwise than it says of itself");
  return doubts.length === 0 ? null : `${rule.documentNumber}: ${doubts.join("; ")}`;
}
