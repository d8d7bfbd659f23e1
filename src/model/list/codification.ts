/** By when the eCFR must show what a rule changed. */

import { addBusinessDays } from "../clock/business-day.ts";
import { daysBetween } from "../clock/day.ts";

/** The eCFR lags about two business days; a change it does not show after this many days is a disagreement. */
const CODIFICATION_LAG_DAYS = 14;

/** Time given to the editors of BIS and the eCFR before a disagreement is reported. */
const GRACE_BUSINESS_DAYS = 3;

export interface RuleDates {
  readonly publicationDate: string | null;
  readonly effectiveOn: string | null;
}

/** Whether a snapshot of `asOf` must include the rule; text is codified on the day it takes effect. */
export function mustBeCodified(rule: RuleDates, asOf: string | null): boolean {
  const day = dayOfLaw(rule);
  return asOf !== null && day !== undefined && daysBetween(day, asOf) > CODIFICATION_LAG_DAYS;
}

/** Whether a snapshot of `asOf` without the rule's change is a disagreement. */
export function isOverdue(rule: RuleDates, asOf: string): boolean {
  const day = dayOfLaw(rule);
  return day !== undefined && asOf > addBusinessDays(day, GRACE_BUSINESS_DAYS);
}

/** A snapshot this much later may also reflect rules that were never seen here. */
const UNSEEN_RULES_DAYS = 45;

/**
 * Whether the rule's change holds although the snapshot of `asOf` does not show it: the eCFR may lag or be wrong. A change that
 * held against the previous snapshot, of the day `before`, still holds. Long after the rule, unseen rules may have followed,
 * and the snapshot is the better source.
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
