/** Removals and moves that the rule's own summary contradicts: it speaks of another destination. */

import { countryOfDestination } from "../country.ts";
import { destinationKey } from "../identity.ts";
import { compareClaims } from "../reading/check-claims.ts";
import type { Amendment, Rule } from "../reading/rule.ts";

/**
 * No row bears out a removal, so instruction and summary have to agree on its destination wherever the summary names one.
 * What is added or revised has a row that stands under the same destination; there the summary alone differs.
 */
export function contradictedByClaims({ claims, amendments, entries }: Rule): Set<Amendment> {
  if (claims === null) return new Set();
  const places = compareClaims(claims, amendments, entries).filter(
    ({ what }) => what === "destination",
  );
  return new Set(
    amendments.filter(({ op, list, destination }) => {
      const claimed = op === "remove" ? "removed" : op === "redesignate" ? "revised" : null;
      const ofOp = places.filter(
        (place) => place.op === claimed && (place.list === null || place.list === list),
      );
      if (claimed === null || ofOp.every(({ agrees }) => agrees)) return false;
      const here = ofOp.filter((place) => keyOf(place.destination) === keyOf(destination));
      return !here.some(({ agrees, claimed: count }) => agrees && count !== null);
    }),
  );
}

function keyOf(destination: string): string {
  return destinationKey({ destination, country: countryOfDestination(destination) });
}
