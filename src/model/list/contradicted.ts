/** Removals and moves that contradict the rule's own summary: it names another destination. */

import { countryOfDestination } from "../country.ts";
import { destinationKey } from "../identity.ts";
import { compareClaims } from "../reading/check-claims.ts";
import type { Amendment, Rule } from "../reading/rule.ts";

/**
 * No row confirms a removal, so instruction and summary must agree on the destination wherever the summary names one.
 * An addition or revision has a row under the same destination, so a differing summary does not block it.
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
