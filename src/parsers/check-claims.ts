/** Holds what a rule claims of itself against what was read from it. */

import { countryOfDestination } from "../model/country.ts";
import type { Entry } from "../model/entry.ts";
import { destinationKey } from "../model/identity.ts";
import { nameKey } from "../model/name-key.ts";
import type { Amendment, AmendmentOp, ClaimCounts, Claims, Problem } from "../model/rule.ts";

const OPS: Readonly<Record<"added" | "revised" | "removed", readonly AmendmentOp[]>> = {
  added: ["add"],
  revised: ["revise", "correct", "redesignate"],
  removed: ["remove"],
};

interface ReadParty {
  readonly list: string;
  readonly name: string;
  readonly place: string;
}

/** One problem per claim that does not hold; none where everything claimed was found. */
export function checkClaims(
  claims: Claims,
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): Problem[] {
  return (["added", "revised", "removed"] as const).flatMap((op) => {
    const counts = claims[op];
    if (counts === null) return [];
    const read = partiesOf(
      amendments.filter((amendment) => OPS[op].includes(amendment.op)),
      entries,
    );
    return disagreements(counts, read).map((what) => ({
      code: "claim/disagrees",
      message: `the summary claims ${what} ${op}`,
      text: claims.text,
    }));
  });
}

function partiesOf(amendments: readonly Amendment[], entries: readonly Entry[]): ReadParty[] {
  return amendments.flatMap(({ op, list, destination, names, entryIndexes }) => {
    const country = countryOfDestination(destination);
    const place = destinationKey({ destination, country });
    const printed = entryIndexes.flatMap((at) => entries[at]?.name ?? []);
    // What is to be added or revised and has no row is not read, whatever the instruction calls it.
    const isByName = printed.length === 0 && op !== "add" && op !== "revise";
    return (isByName ? names : printed).map((name) => ({ list, name, place }));
  });
}

function disagreements(claimed: ClaimCounts, read: readonly ReadParty[]): string[] {
  const entries = read.length;
  const parties = new Set(read.map(({ list, name }) => `${list}|${nameKey(name)}`)).size;
  const found: string[] = [];
  if (claimed.entries !== null && claimed.entries !== entries) {
    found.push(`${claimed.entries} entries, but ${entries} were read as`);
  }
  const both = claimed.entries !== null;
  const { entities } = claimed;
  if (entities !== null && entities !== parties && (both || entities !== entries)) {
    found.push(`${entities} entities, but ${parties} were read as`);
  }
  return [...found, ...placeDisagreements(claimed, read)];
}

function placeDisagreements(claimed: ClaimCounts, read: readonly ReadParty[]): string[] {
  if (claimed.destinations.length === 0) return [];
  const open = new Map<string, number>();
  for (const { place } of read) open.set(place, (open.get(place) ?? 0) + 1);
  const found: string[] = [];
  const claimedAt = new Map<string, { destination: string; count: number }>();
  for (const place of claimed.destinations) {
    const key = destinationKey(place);
    const before = claimedAt.get(key)?.count ?? 0;
    claimedAt.set(key, { destination: place.destination, count: before + place.count });
  }
  for (const [key, { destination, count }] of claimedAt) {
    const entries = open.get(key) ?? 0;
    open.delete(key);
    if (entries !== count) found.push(`${count} under ${destination}, but ${entries} were read as`);
  }
  for (const [key, count] of open) {
    found.push(`none under ${key}, but ${count} were read as`);
  }
  return found;
}
