/** An effective date that is too far from the filing of its rule is a misprint: it is told, and not used. */

import { addDays } from "../../model/day.ts";
import type { Effective, EffectiveContext } from "./effective.ts";

/** In days. A rule is law a few days before it is printed or a year and more later; none is law long before its filing. */
const MOST_BEFORE = 120;
const MOST_AFTER = 730;

export function refuseImplausible(
  effective: Effective,
  context: Pick<EffectiveContext, "filedAt" | "publicationDate" | "announced">,
): Effective {
  const { effectiveOn: on, effectiveNote: text } = effective;
  const reference = context.filedAt ?? context.publicationDate;
  if (on === null || reference === null || isNear(on, reference)) return effective;
  const { announced } = context;
  const instead = announced !== null && isNear(announced, reference) ? announced : null;
  const taken = instead === null ? "none is taken" : `the record's ${instead} is taken`;
  const message = `the rule gives ${on} as its effective date, which is too far from its filing to be meant; ${taken}`;
  const problem = { code: "effective/implausible", message, text };
  const others = effective.problems.filter(({ code }) => code !== "effective/disagrees");
  return { ...effective, effectiveOn: instead, effectiveAt: null, problems: [...others, problem] };
}

function isNear(day: string, reference: string): boolean {
  return day >= addDays(reference, -MOST_BEFORE) && day <= addDays(reference, MOST_AFTER);
}
