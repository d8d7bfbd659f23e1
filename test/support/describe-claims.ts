/** What a summary claims, in short. */

import { destinationKey } from "../../src/model/identity.ts";
import type { ClaimCounts, Claims } from "../../src/model/reading/rule.ts";

type ClaimedOp = "added" | "revised" | "removed";

/** The lists, then what is added, revised and removed; `-` for none. */
export function describeClaims(claims: Claims | null): string[] {
  const lists = claims === null ? "-" : claims.lists.join(" ");
  const operations = (["added", "revised", "removed"] as const).map((op) => inShort(claims, op));
  return [lists, ...operations];
}

/** `2+1/- CN:2 PK:1`, and of several lists each with its name: `EL 1/- CN:1, MEU 1/-`. */
function inShort(claims: Claims | null, op: ClaimedOp): string {
  const claimed = (claims?.byList ?? []).flatMap(({ list, [op]: counts }) =>
    counts === null ? [] : [{ list, counts: describeCounts(counts) }],
  );
  const [only] = claimed;
  if (only === undefined) return "-";
  if (claimed.length === 1) return only.counts;
  return claimed.map(({ list, counts }) => `${list} ${counts}`).join(", ");
}

/** Claimed counts in short: `2+1/3 CN:2 PK:1` is two entities and one address under three entries. */
export function describeCounts(counts: ClaimCounts): string {
  const { entities, entries, addresses, destinations } = counts;
  const total = `${entities ?? "-"}${addresses === null ? "" : `+${addresses}`}/${entries ?? "-"}`;
  const places = destinations.map((place) => {
    return `${destinationKey(place)}${place.count === null ? "" : `:${place.count}`}`;
  });
  return [total, ...places].join(" ");
}
