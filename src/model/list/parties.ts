/** Finds the party of an entry under several destinations: by name, otherwise by cross-references. */

import { countryOfDestination } from "../country.ts";
import type { Entry } from "../entry.ts";
import { destinationKey, mintPartyId } from "../identity.ts";
import { nameKey } from "../name-key.ts";

interface Member {
  readonly entryId: string;
  readonly partyId: string;
  readonly entry: Entry;
}

export class Parties {
  /** Party by name key; the first entry of the name decides. */
  readonly #named = new Map<string, string>();
  /** Entries by the destination that they refer to. */
  readonly #referring = new Map<string, Map<string, Member>>();

  put(known: Member): void {
    const { entry, partyId, entryId } = known;
    if (entry.kind === "address") return;
    const key = nameKey(entry.name);
    if (!this.#named.has(key)) this.#named.set(key, partyId);
    for (const place of placesReferred(entry)) {
      const there = this.#referring.get(place) ?? new Map();
      this.#referring.set(place, there.set(entryId, known));
    }
  }

  /**
   * In the list of March 2026, 378 of 392 cross-references lead to an entry of the same name. The others lead to the party
   * with a common alias that was listed by the same rule.
   */
  of(entry: Entry): string {
    // "Address 01" occurs under several destinations and is a separate party in each.
    if (entry.kind === "address") return mintPartyId(entry);
    const named = this.#named.get(nameKey(entry.name));
    if (named !== undefined) return named;
    const referring = this.#referring.get(destinationKey(entry))?.values() ?? [];
    const referred = placesReferred(entry);
    const [one] = [...referring].filter(
      (known) => referred.includes(destinationKey(known.entry)) && isOneParty(known.entry, entry),
    );
    return one?.partyId ?? mintPartyId(entry);
  }
}

function placesReferred({ crossReferences }: Entry): string[] {
  return crossReferences.map((destination) =>
    destinationKey({ destination, country: countryOfDestination(destination) }),
  );
}

function isOneParty(a: Entry, b: Entry): boolean {
  const [one, other] = [a.citations[0], b.citations[0]];
  if (one === undefined || one.date === null || one.date !== other?.date) return false;
  const names = new Set(namesOf(a));
  return namesOf(b).some((name) => names.has(name));
}

function namesOf({ name, aliases }: Entry): string[] {
  return [name, ...aliases.map((alias) => alias.name)].map(nameKey);
}
