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
  // An address that stands for itself is an entry of its own name.
  const entities = claimed.entities === null ? null : claimed.entities + (claimed.addresses ?? 0);
  if (entities !== null && entities !== parties && (both || entities !== entries)) {
    found.push(`${entities} entities, but ${parties} were read as`);
  }
  return [...found, ...placeDisagreements(claimed, read)];
}

function placeDisagreements(claimed: ClaimCounts, read: readonly ReadParty[]): string[] {
  if (claimed.destinations.length === 0) return [];
  const open = Map.groupBy(read, ({ place }) => place);
  const found: string[] = [];
  for (const [key, places] of Map.groupBy(claimed.destinations, destinationKey)) {
    const entries = open.get(key)?.length ?? 0;
    open.delete(key);
    const counted = places.flatMap(({ count }) => count ?? []).reduce((sum, one) => sum + one, 0);
    const isCounted = places.every(({ count }) => count !== null);
    if (isCounted ? entries === counted : entries > 0) continue;
    const claim = isCounted ? counted : "some";
    found.push(`${claim} under ${places[0]?.destination}, but ${entries} were read as`);
  }
  if (!namesAll(claimed)) return found;
  for (const [key, { length }] of open) {
    found.push(`none under ${key}, but ${length} were read as`);
  }
  return found;
}

/** A summary that adds to two lists may say of one where its entries stand, and not of the other. */
function namesAll({ entities, entries, addresses, destinations }: ClaimCounts): boolean {
  const counts = destinations.map(({ count }) => count);
  if (counts.every((count) => count === null)) return true;
  const counted = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return counted >= (entries ?? (entities ?? 0) + (addresses ?? 0));
}
