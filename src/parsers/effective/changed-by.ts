/** Applies later documents to a rule: a delay of its effective date, or a withdrawal before it takes effect. */

import { addDays } from "../../model/clock/day.ts";
import type { Correction, Problem, Rule } from "../../model/reading/rule.ts";

export interface ChangedBy {
  /** The new effective date; empty unless the rule is delayed. */
  readonly dates: Partial<Pick<Rule, "effectiveOn" | "effectiveAt">>;
  readonly numbers: Pick<Rule, "correctedBy" | "delayedBy" | "withdrawnBy">;
  readonly problems: readonly Problem[];
}

/** `effectiveOn` is the printed date; `publicationDate` is used if no date is printed. */
export function readChangedBy(
  corrections: readonly Correction[],
  { effectiveOn, publicationDate }: Pick<Rule, "effectiveOn" | "publicationDate">,
): ChangedBy {
  const problems: Problem[] = [];
  const delayedBy: string[] = [];
  const withdrawnBy: string[] = [];
  let day = effectiveOn;
  for (const correction of corrections) {
    if (correctsPrint(correction)) continue;
    const { documentNumber, delayedUntil } = correction;
    const problem = findObstacle(correction, day, publicationDate);
    if (problem !== null) problems.push(problem);
    else if (delayedUntil === undefined) withdrawnBy.push(documentNumber);
    else {
      day = delayedUntil;
      delayedBy.push(documentNumber);
    }
  }
  return {
    dates: delayedBy.length > 0 ? { effectiveOn: day, effectiveAt: null } : {},
    numbers: {
      correctedBy: corrections.filter(correctsPrint).map(({ documentNumber }) => documentNumber),
      ...(delayedBy.length > 0 ? { delayedBy } : {}),
      ...(withdrawnBy.length > 0 ? { withdrawnBy } : {}),
    },
    problems,
  };
}

/** Why a delay or a withdrawal cannot be applied; null if it can. `day`: the effective date before it. */
function findObstacle(
  { documentNumber, delayedUntil, filedOn = null }: Correction,
  day: string | null,
  publicationDate: string | null,
): Problem | null {
  const what = delayedUntil === undefined ? "withdraws" : "delays";
  if (isAfter(filedOn, day ?? publicationDate)) return tooLate(documentNumber, what, day);
  if (delayedUntil === undefined) return null;
  if (day !== null && delayedUntil <= day) return notLater(documentNumber, delayedUntil, day);
  return isImplausible(delayedUntil, filedOn ?? publicationDate)
    ? implausible(documentNumber, delayedUntil)
    : null;
}

function correctsPrint({ delayedUntil, withdraws }: Correction): boolean {
  return delayedUntil === undefined && withdraws !== true;
}

function isAfter(day: string | null, other: string | null): boolean {
  return day !== null && other !== null && day > other;
}

function tooLate(number: string, what: "delays" | "withdraws", day: string | null): Problem {
  const since = day === null ? "" : ` since ${day}`;
  const change = what === "delays" ? "delay" : "withdrawal";
  const message = `${number} ${what} the rule, which was already in force${since}; the ${change} is not applied`;
  return { code: `${change}/too-late`, message, text: null };
}

/** In days. No rule is delayed by more than a few years. */
const LONGEST_DELAY = 1100;

function isImplausible(until: string, filedOn: string | null): boolean {
  return filedOn !== null && until > addDays(filedOn, LONGEST_DELAY);
}

function implausible(number: string, until: string): Problem {
  const message = `${number} delays the rule until ${until}, which is implausibly late; the delay is not applied`;
  return { code: "delay/implausible", message, text: null };
}

function notLater(number: string, until: string, day: string): Problem {
  const message = `${number} delays the rule until ${until}, which is not later than its effective date ${day}; the delay is not applied`;
  return { code: "delay/not-later", message, text: null };
}
