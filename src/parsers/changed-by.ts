/** What later documents make of a rule: they delay its effective date, or withdraw it before it is law. */

import type { Correction, Problem, Rule } from "../model/rule.ts";

export interface ChangedBy {
  /** The rule's effective date where it is delayed. */
  readonly dates: Partial<Pick<Rule, "effectiveOn" | "effectiveAt">>;
  readonly numbers: Pick<Rule, "correctedBy" | "delayedBy" | "withdrawnBy">;
  readonly problems: readonly Problem[];
}

/** `effectiveOn`: as printed. `publicationDate` stands in where nothing is printed. */
export function readChangedBy(
  corrections: readonly Correction[],
  { effectiveOn, publicationDate }: Pick<Rule, "effectiveOn" | "publicationDate">,
): ChangedBy {
  const problems: Problem[] = [];
  const delayedBy: string[] = [];
  const withdrawnBy: string[] = [];
  let day = effectiveOn;
  for (const { documentNumber, delayedUntil, withdraws, filedOn = null } of corrections) {
    const isLaw = isAfter(filedOn, day ?? publicationDate);
    if (delayedUntil !== undefined) {
      if (isLaw) problems.push(tooLate(documentNumber, "delays", day));
      else if (day !== null && delayedUntil <= day) {
        problems.push(notLater(documentNumber, delayedUntil, day));
      } else {
        day = delayedUntil;
        delayedBy.push(documentNumber);
      }
    } else if (withdraws === true) {
      if (isLaw) problems.push(tooLate(documentNumber, "withdraws", day));
      else withdrawnBy.push(documentNumber);
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

function correctsPrint({ delayedUntil, withdraws }: Correction): boolean {
  return delayedUntil === undefined && withdraws !== true;
}

function isAfter(day: string | null, other: string | null): boolean {
  return day !== null && other !== null && day > other;
}

function tooLate(number: string, what: "delays" | "withdraws", day: string | null): Problem {
  const since = day === null ? "" : ` since ${day}`;
  const message = `${number} ${what} the rule, which was law already${since}; nothing of it is executed`;
  return { code: `${what === "delays" ? "delay" : "withdrawal"}/too-late`, message, text: null };
}

function notLater(number: string, until: string, day: string): Problem {
  const message = `${number} delays the rule until ${until}, which is no later than its effective date, ${day}; nothing of it is executed`;
  return { code: "delay/not-later", message, text: null };
}
