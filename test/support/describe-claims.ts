/** Claimed counts in short: `2+1/3 CN:2 PK:1` is two entities and one address under three entries. */

import { destinationKey } from "../../src/model/identity.ts";
import type { ClaimCounts } from "../../src/model/reading/rule.ts";

export function describeCounts(counts: ClaimCounts): string {
  const { entities, entries, addresses, destinations } = counts;
  const total = `${entities ?? "-"}${addresses === null ? "" : `+${addresses}`}/${entries ?? "-"}`;
  const places = destinations.map((place) => {
    return `${destinationKey(place)}${place.count === null ? "" : `:${place.count}`}`;
  });
  return [total, ...places].join(" ");
}
