/** Holds what a rule claims of itself against what was read from it. */

import { countryOfDestination } from "../model/country.ts";
import type { Entry } from "../model/entry.ts";
import { destinationKey } from "../model/identity.ts";
import { nameKey } from "../model/name-key.ts";
import type { Amendment, AmendmentOp, ClaimCounts, Claims, Problem } from "../model/rule.ts";

export type ClaimedOp = keyof Pick<Claims, "added" | "revised" | "removed">;

const OPS: Readonly<Record<ClaimedOp, readonly AmendmentOp[]>> = {
  added: ["add"],
  revised: ["revise", "correct", "redesignate"],
  removed: ["remove"],
};

/** One number of the summary beside the number read. */
export interface ComparedCount {
  readonly op: ClaimedOp;
  readonly what: "entries" | "entities" | "destination";
  /** As the summary prints it, else as the instructions do; empty for totals. */
  readonly destination: string;
  /** Null where the summary does not give this number. */
  readonly claimed: number | null;
  readonly read: number;
  readonly agrees: boolean;
}

interface ReadParty {
  readonly list: string;
  readonly name: string;
  readonly destination: string;
  readonly place: string;
}

/** One problem per claim that does not hold; none where everything claimed was found. */
export function checkClaims(
  claims: Claims,
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): Problem[] {
  return compareClaims(claims, amendments, entries)
    .filter(({ agrees }) => !agrees)
    .map(({ op, what, destination, claimed, read }) => {
      const number = claimed === 0 ? "none" : claimed;
      const counted =
        what === "destination" ? `${number} under ${destination}` : `${number} ${what}`;
      return {
        code: "claim/disagrees",
        message: `the summary claims ${counted}, but ${read} were read as ${op}`,
        text: claims.text,
      };
    });
}

/** For each operation claimed or read: its totals, and its destinations in the summary's order. */
export function compareClaims(
  claims: Claims | null,
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): ComparedCount[] {
  return (["added", "revised", "removed"] as const).flatMap((op) => {
    const claimed = claims?.[op] ?? null;
    const read = partiesOf(
      amendments.filter((amendment) => OPS[op].includes(amendment.op)),
      entries,
    );
    if (claimed === null && read.length === 0) return [];
    return [...compareTotals(op, claimed, read), ...comparePlaces(op, claimed, read)];
  });
}

function partiesOf(amendments: readonly Amendment[], entries: readonly Entry[]): ReadParty[] {
  return amendments.flatMap(({ list, destination, names, entryIndexes }) => {
    const country = countryOfDestination(destination);
    const place = destinationKey({ destination, country });
    const printed = entryIndexes.flatMap((at) => entries[at]?.name ?? []);
    const found = printed.length > 0 ? printed : names;
    return found.map((name) => ({ list, name, destination, place }));
  });
}

function compareTotals(
  op: ClaimedOp,
  claims: ClaimCounts | null,
  read: readonly ReadParty[],
): ComparedCount[] {
  const [entities, entries] = [claims?.entities ?? null, claims?.entries ?? null];
  const parties = new Set(read.map(({ list, name }) => `${list}|${nameKey(name)}`)).size;
  // A summary that counts only entities may mean entries by them.
  const meansEntries = entries === null && entities === read.length;
  const total = { op, destination: "" };
  return [
    {
      ...total,
      what: "entries",
      claimed: entries,
      read: read.length,
      agrees: entries === null || entries === read.length,
    },
    {
      ...total,
      what: "entities",
      claimed: entities,
      read: parties,
      agrees: entities === null || entities === parties || meansEntries,
    },
  ];
}

function comparePlaces(
  op: ClaimedOp,
  claims: ClaimCounts | null,
  read: readonly ReadParty[],
): ComparedCount[] {
  const isClaimed = claims !== null && claims.destinations.length > 0;
  const places = new Map<string, { destination: string; claimed: number; read: number }>();
  const placeOf = (key: string, destination: string) => {
    const place = places.get(key) ?? { destination, claimed: 0, read: 0 };
    places.set(key, place);
    return place;
  };
  for (const claim of claims?.destinations ?? []) {
    placeOf(destinationKey(claim), claim.destination).claimed += claim.count;
  }
  for (const { place, destination } of read) placeOf(place, destination).read += 1;
  return [...places.values()].map(({ destination, claimed, read: found }) => ({
    op,
    what: "destination",
    destination,
    claimed: isClaimed ? claimed : null,
    read: found,
    agrees: !isClaimed || claimed === found,
  }));
}
