/** When the eCFR must show what a rule did. */

import { daysBetween } from "./day.ts";

/** The eCFR is about two business days behind; past this, what it does not show is a disagreement. */
const CODIFICATION_LAG_DAYS = 14;

export interface RuleDates {
  readonly publicationDate: string | null;
  readonly effectiveOn: string | null;
}

/** True where the snapshot of a day can no longer be merely behind the rule; text is codified on the day it takes effect. */
export function mustBeCodified(
  { publicationDate, effectiveOn }: RuleDates,
  asOf: string | null,
): boolean {
  const day = [publicationDate, effectiveOn]
    .filter((date) => date !== null)
    .sort()
    .at(-1);
  if (asOf === null || day === undefined) return false;
  return daysBetween(day, asOf) > CODIFICATION_LAG_DAYS;
}
