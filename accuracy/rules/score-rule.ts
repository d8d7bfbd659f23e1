/** Holds a rule as read against what is right of it. */

import type { Rule } from "../../src/model/reading/rule.ts";
import type { Check } from "./check.ts";
import { checkClaims, checkEffective } from "./check-claims.ts";
import { checkEntries } from "./check-entries.ts";
import { checkInstructions } from "./check-instructions.ts";
import { checkReasons } from "./check-reasons.ts";
import type { Truth } from "./truth.ts";

/** What is scored of a rule. */
export type ReadRule = Pick<
  Rule,
  "amendments" | "entries" | "claims" | "effectiveOn" | "justifications" | "problems"
>;

export function scoreRule(rule: ReadRule, truth: Truth): Check[] {
  return [
    ...checkInstructions(rule, truth),
    ...checkEntries(rule, truth),
    ...checkClaims(rule, truth),
    checkEffective(rule, truth),
    ...checkReasons(rule, truth),
    ...(truth.mustproblem === true ? [checkProblem(rule)] : []),
  ];
}

function checkProblem({ problems }: ReadRule): Check {
  return {
    figure: "due problems reported",
    subject: "",
    isRight: problems.length > 0,
    read: `${problems.length} problems`,
    label: "a problem",
  };
}
