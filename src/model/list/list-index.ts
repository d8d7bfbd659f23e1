/** One list as known now, found by destination and name: what a rule is executed against and a snapshot compared with. */

import type { Entry, ListCode } from "../entry.ts";
import { destinationKey, mintEntryId } from "../identity.ts";
import { nameKey } from "../name-key.ts";
import { lettersOf } from "./letters.ts";
import { Parties } from "./parties.ts";

/** A change that a rule made and no snapshot has shown yet. */
export interface PendingChange {
  readonly changeId: string;
  readonly op: "added" | "modified" | "removed";
  readonly documentNumber: string;
  readonly publicationDate: string | null;
  readonly effectiveOn: string | null;
}

export interface KnownEntry {
  readonly entryId: string;
  readonly partyId: string;
  /** Of the text as it stands, or of the removal. */
  readonly version: number;
  /** The highest number given: what is learnt late of its past is numbered after its present. */
  readonly versions: number;
  readonly listed: boolean;
  readonly entry: Entry;
  readonly pending: readonly PendingChange[];
}

/** What a person said of two entries that may be one, by the question's id. */
export type Settled = ReadonlyMap<string, "same" | "apart">;

export class ListIndex {
  readonly list: ListCode;
  readonly settled: Settled;
  /** The date of the newest trusted snapshot; null before the baseline. */
  readonly asOf: string | null;
  readonly #parties = new Parties();
  readonly #byId = new Map<string, KnownEntry>();
  /** Invariant: holds exactly the listed entries of `#byId`, under destination and name key. */
  readonly #byName = new Map<string, KnownEntry[]>();

  constructor(
    list: ListCode,
    asOf: string | null,
    known: Iterable<KnownEntry>,
    settled: Settled = new Map(),
  ) {
    this.list = list;
    this.settled = settled;
    this.asOf = asOf;
    for (const entry of known) this.put(entry);
  }

  put(known: KnownEntry): void {
    const old = this.#byId.get(known.entryId);
    if (old?.listed) {
      const place = placeKey(old.entry);
      this.#byName.set(
        place,
        this.#at(place).filter((other) => other !== old),
      );
    }
    this.#byId.set(known.entryId, known);
    this.#parties.put(known);
    if (known.listed) {
      const place = placeKey(known.entry);
      this.#byName.set(place, [...this.#at(place), known]);
    }
  }

  get(entryId: string): KnownEntry | undefined {
    return this.#byId.get(entryId);
  }

  listed(): KnownEntry[] {
    return [...this.#byId.values()].filter((known) => known.listed);
  }

  removed(): KnownEntry[] {
    return [...this.#byId.values()].filter((known) => !known.listed);
  }

  /** Listed entries of this name under the destination. Several: 14 names of the real list stand twice. */
  named(name: string, destination: { destination: string; country: string | null }): KnownEntry[] {
    return this.#at(`${destinationKey(destination)}|${nameKey(name)}`);
  }

  /** The entries whose printed text starts with the quoted head: a removal may quote into the address. */
  quoted(head: string, destination: { destination: string; country: string | null }): KnownEntry[] {
    const exact = this.named(head, destination);
    if (exact.length > 0) return exact;
    const [key, place] = [nameKey(head), destinationKey(destination)];
    return this.listed().filter(
      ({ entry }) =>
        destinationKey(entry) === place && `${nameKey(entry.raw)} `.startsWith(`${key} `),
    );
  }

  /** Of an entry never seen. */
  partyFor(entry: Entry): string {
    return this.#parties.of(entry);
  }

  /** A fresh id for an entry never seen, or the id of the same entry if it was removed and comes back. */
  idFor(entry: Entry): string {
    for (let twin = 0; ; twin += 1) {
      const id = mintEntryId(entry, twin);
      if (!this.#byId.get(id)?.listed) return id;
    }
  }

  #at(place: string): KnownEntry[] {
    return this.#byName.get(place) ?? [];
  }
}

/** Destination and name: where an entry is looked up. */
export function placeKey(entry: Entry): string {
  return `${destinationKey(entry)}|${nameKey(entry.name)}`;
}

/** Destination and letters of the text: one print, however it is broken into lines and names. */
export function textKey(entry: Entry): string {
  return `${destinationKey(entry)}|${lettersOf(entry.raw)}`;
}
