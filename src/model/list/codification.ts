/** When the eCFR must show what a rule did. */

import { addBusinessDays } from "../clock/business-day.ts";
import { daysBetween } from "../clock/day.ts";

/** The eCFR is about two business days behind; past this, what it does not show is a disagreement. */
const CODIFICATION_LAG_DAYS = 14;

/** BIS's and the eCFR's editors are given so long before a disagreement is told. */
const GRACE_BUSINESS_DAYS = 3;

export interface RuleDates {
  readonly publicationDate: string | null;
  readonly effectiveOn: string | null;
}

/** True where the snapshot of a day can no longer be merely behind the rule; text is codified on the day it takes effect. */
export function mustBeCodified(rule: RuleDates, asOf: string | null): boolean {
  const day = dayOfLaw(rule);
  return asOf !== null && day !== undefined && daysBetween(day, asOf) > CODIFICATION_LAG_DAYS;
}

/** True where the snapshot of a day should show it, and not to do so is a disagreement. */
export function isOverdue(rule: RuleDates, asOf: string): boolean {
  const day = dayOfLaw(rule);
  return day !== undefined && asOf > addBusinessDays(day, GRACE_BUSINESS_DAYS);
}

/** A snapshot so much later may follow rules that nobody here has seen. */
const UNSEEN_RULES_DAYS = 45;

/**
 * True where the rule stands against the snapshot of a day that does not show it: the eCFR may be behind, or wrong. `before`
 * is the snapshot before that one: against which the rule stood, it stands on. Long after the rule, what happened in
 * between is not known, and the list as shown is the better witness.
 */
export function standsAgainst(rule: RuleDates, asOf: string, before: string | null): boolean {
  if (!mustBeCodified(rule, asOf) || mustBeCodified(rule, before)) return true;
  const day = dayOfLaw(rule);
  return day !== undefined && daysBetween(day, asOf) <= UNSEEN_RULES_DAYS;
}

function dayOfLaw({ publicationDate, effectiveOn }: RuleDates): string | undefined {
  return [publicationDate, effectiveOn]
    .filter((date) => date !== null)
    .sort()
    .at(-1);
}
