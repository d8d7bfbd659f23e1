/** An effective date that is too far from the filing of its rule is a misprint: it is told, and not used. */

import { addDays } from "../../model/day.ts";
import type { Effective, EffectiveContext } from "./effective.ts";

/** In days. A rule is law a few days before it is printed or a year and more later; none is law long before its filing. */
const MOST_BEFORE = 120;
const MOST_AFTER = 730;

export function refuseImplausible(
  effective: Effective,
  context: Pick<EffectiveContext, "filedAt" | "publicationDate" | "announced" | "documentNumber">,
): Effective {
  const { effectiveOn: on, effectiveNote: text } = effective;
  const reference = referenceDay(context);
  if (on === null || reference === null || isNear(on, reference)) return effective;
  const { announced } = context;
  const instead = announced !== null && isNear(announced, reference) ? announced : null;
  const taken = instead === null ? "none is taken" : `the record's ${instead} is taken`;
  const message = `the rule gives ${on} as its effective date, which is too far from its filing to be meant; ${taken}`;
  const problem = { code: "effective/implausible", message, text };
  const others = effective.problems.filter(({ code }) => code !== "effective/disagrees");
  return { ...effective, effectiveOn: instead, effectiveAt: null, problems: [...others, problem] };
}

/** A number bears the year of its filing. Where the print gives another year, one of the two is a misprint: null. */
function referenceDay({
  filedAt,
  publicationDate,
  documentNumber = "",
}: Pick<EffectiveContext, "filedAt" | "publicationDate" | "documentNumber">): string | null {
  const filed = filedAt ?? publicationDate;
  const numbered = /^(\d{4})-/.exec(documentNumber)?.[1];
  if (filed === null || numbered === undefined) return filed;
  const years = Number(filed.slice(0, 4)) - Number(numbered);
  return years === 0 || years === 1 ? filed : null;
}

function isNear(day: string, reference: string): boolean {
  return day >= addDays(reference, -MOST_BEFORE) && day <= addDays(reference, MOST_AFTER);
}
