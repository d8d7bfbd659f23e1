/** What the summary says of the rule, count by count, and the day on which it takes effect. */

import type { ClaimCounts, Rule } from "../../src/model/reading/rule.ts";
import type { Check } from "./check.ts";
import { placeKey } from "./printed-key.ts";
import type { ClaimedOp, Truth } from "./truth.ts";

const TOTALS = ["entities", "entries", "addresses"] as const;

export function checkClaims({ claims }: Pick<Rule, "claims">, truth: Truth): Check[] {
  const claimed = Object.entries(truth.claims) as [ClaimedOp, Truth["claims"][ClaimedOp]][];
  return claimed.flatMap(([op, counts = {}]) => {
    const own = claims?.[op] ?? null;
    const totals = TOTALS.flatMap((total) => {
      const label = counts[total];
      return label === undefined ? [] : [claim(`${total} ${op}`, own?.[total] ?? null, label)];
    });
    const places = counts.dest === undefined ? [] : [checkPlaces(op, own, counts.dest)];
    return [...totals, ...places];
  });
}

export function checkEffective(
  { effectiveOn }: Pick<Rule, "effectiveOn">,
  { effective }: Truth,
): Check {
  return {
    ...{ figure: "effective date", subject: "", isRight: effectiveOn === effective },
    ...{ read: effectiveOn ?? "none", label: effective ?? "none" },
  };
}

/** The label names some of the destinations; together they are one claim. */
function checkPlaces(
  op: ClaimedOp,
  own: ClaimCounts | null,
  label: Readonly<Record<string, number>>,
): Check {
  const countByPlace = new Map(
    own?.destinations.map(({ destination, count }) => [placeKey(destination), count]),
  );
  const read = Object.keys(label).map((place) => countByPlace.get(placeKey(place)) ?? null);
  const named = (counts: readonly (number | null)[]) =>
    Object.keys(label)
      .map((place, at) => `${place} ${counts[at] ?? "none"}`)
      .join(", ");
  return {
    figure: "claims",
    subject: `destinations ${op}`,
    isRight: Object.values(label).every((count, at) => count === read[at]),
    ...{ read: named(read), label: named(Object.values(label)) },
  };
}

function claim(subject: string, read: number | null, label: number): Check {
  return {
    ...{ figure: "claims", subject, isRight: read === label },
    ...{ read: `${read ?? "none"}`, label: `${label}` },
  };
}
