/** Compares what a rule claims about itself with what was read from it. */

import { countryOfDestination } from "../country.ts";
import type { Entry, ListCode } from "../entry.ts";
import { destinationKey } from "../identity.ts";
import { nameKey } from "../name-key.ts";
import type { Amendment, AmendmentOp, ClaimCounts, Claims, Problem } from "./rule.ts";

export type ClaimedOp = keyof Pick<Claims, "added" | "revised" | "removed">;

const OPS: Readonly<Record<ClaimedOp, readonly AmendmentOp[]>> = {
  added: ["add"],
  revised: ["revise", "correct", "redesignate"],
  removed: ["remove"],
};

/** One number of the summary beside the number read. */
export interface ComparedCount {
  readonly op: ClaimedOp;
  /** The list counted, where the summary counts for several; null where all counts are for one list. */
  readonly list: ListCode | null;
  readonly what: "entries" | "entities" | "destination";
  /** As the summary prints it, otherwise as the instructions do; empty for totals. */
  readonly destination: string;
  /** Null where the summary does not give this number, though it may name the destination. */
  readonly claimed: number | null;
  readonly read: number;
  readonly agrees: boolean;
}

interface ReadParty {
  readonly list: ListCode;
  readonly name: string;
  readonly destination: string;
  readonly place: string;
}

/**
 * One problem per claim that does not hold. `isTableUnread`: no rows were read, so the names
 * that the instructions quote are counted instead.
 */
export function checkClaims(
  claims: Claims,
  amendments: readonly Amendment[],
  entries: readonly Entry[],
  isTableUnread = false,
): Problem[] {
  return compareClaims(claims, amendments, entries, isTableUnread)
    .filter(({ agrees }) => !agrees)
    .map(({ op, list, what, destination, claimed, read }) => {
      const number = claimed === 0 ? "none" : (claimed ?? "some");
      const where = list === null ? "" : ` on the ${list}`;
      const counted =
        what === "destination"
          ? `${number} under ${destination}${where}`
          : `${number} ${what}${where}`;
      return {
        code: "claim/disagrees",
        message: `the summary claims ${counted}, but ${read} were read as ${op}`,
        text: claims.text,
      };
    });
}

/**
 * Compares the totals and the destinations of each operation claimed or read, in the summary's order.
 * Where the summary counts for several lists, each list is compared separately.
 */
export function compareClaims(
  claims: Claims | null,
  amendments: readonly Amendment[],
  entries: readonly Entry[],
  isTableUnread = false,
): ComparedCount[] {
  // Claims stored by older versions have no counts per list.
  const byList = claims?.byList ?? [];
  const read = (op: ClaimedOp) =>
    partiesOf(
      amendments.filter((amendment) => OPS[op].includes(amendment.op)),
      entries,
      isTableUnread,
    );
  return CLAIMED_OPS.flatMap((op) => {
    const parties = read(op);
    if (byList.length < 2) return compareCounts({ op, list: null }, claims?.[op] ?? null, parties);
    const lists = [...byList.map(({ list }) => list), ...parties.map(({ list }) => list)];
    return [...new Set(lists)].flatMap((list) => {
      const claimed = byList.find((some) => some.list === list)?.[op] ?? null;
      return compareCounts(
        { op, list },
        claimed,
        parties.filter((party) => party.list === list),
      );
    });
  });
}

const CLAIMED_OPS = ["added", "revised", "removed"] as const;

type Subject = Pick<ComparedCount, "op" | "list">;

function compareCounts(
  subject: Subject,
  claimed: ClaimCounts | null,
  read: readonly ReadParty[],
): ComparedCount[] {
  if (claimed === null && read.length === 0) return [];
  return [...compareTotals(subject, claimed, read), ...comparePlaces(subject, claimed, read)];
}

function partiesOf(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
  isTableUnread: boolean,
): ReadParty[] {
  return amendments.flatMap(({ op, list, destination, names, entryIndexes }) => {
    const country = countryOfDestination(destination);
    const place = destinationKey({ destination, country });
    const printed = entryIndexes.flatMap((at) => entries[at]?.name ?? []);
    // An added or revised party without a row was not read, whatever name the instruction quotes.
    const isByName = printed.length === 0 && (isTableUnread || (op !== "add" && op !== "revise"));
    return (isByName ? names : printed).map((name) => ({ list, name, destination, place }));
  });
}

function compareTotals(
  subject: Subject,
  claims: ClaimCounts | null,
  read: readonly ReadParty[],
): ComparedCount[] {
  const entries = claims?.entries ?? null;
  // An address of its own is an entry, and its text is its name.
  const entities = withAddresses(claims);
  const parties = new Set(read.map(({ list, name }) => `${list}|${nameKey(name)}`)).size;
  // A summary that counts only entities may mean entries.
  const meansEntries = entries === null && entities === read.length;
  const total = { ...subject, destination: "" };
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
  subject: Subject,
  claims: ClaimCounts | null,
  read: readonly ReadParty[],
): ComparedCount[] {
  const claimed = Map.groupBy(claims?.destinations ?? [], destinationKey);
  const found = Map.groupBy(read, ({ place }) => place);
  const isWhole = claims !== null && namesAll(claims);
  return [...new Set([...claimed.keys(), ...found.keys()])].map((key): ComparedCount => {
    const places = claimed.get(key);
    const there = found.get(key) ?? [];
    const destination = places?.[0]?.destination ?? there[0]?.destination ?? key;
    const place = { ...subject, what: "destination", destination, read: there.length } as const;
    if (places === undefined) {
      return { ...place, claimed: isWhole ? 0 : null, agrees: !isWhole };
    }
    const counts = places.map(({ count }) => count);
    if (counts.includes(null)) return { ...place, claimed: null, agrees: there.length > 0 };
    const count = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return { ...place, claimed: count, agrees: count === there.length };
  });
}

function withAddresses(claims: ClaimCounts | null): number | null {
  return claims === null || claims.entities === null
    ? null
    : claims.entities + (claims.addresses ?? 0);
}

/** Whether the summary names every destination. A summary about two lists may do so for one list only. */
function namesAll(claims: ClaimCounts): boolean {
  const counts = claims.destinations.map(({ count }) => count);
  if (counts.length === 0) return false;
  if (counts.every((count) => count === null)) return true;
  const counted = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return counted >= (claims.entries ?? withAddresses(claims) ?? 0);
}
