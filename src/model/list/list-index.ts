/** The known state of one list, by destination and name. Rules are executed on it and snapshots compared with it. */

import type { Entry, ListCode } from "../entry.ts";
import { destinationKey, mintEntryId } from "../identity.ts";
import { nameKey } from "../name-key.ts";
import { lettersOf } from "./letters.ts";
import { Parties } from "./parties.ts";

/** A rule's change that no snapshot has shown yet. */
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
  /** Version of the current text, or of the removal. */
  readonly version: number;
  /** The highest version number given. An older version found late is numbered after the current one. */
  readonly versions: number;
  readonly listed: boolean;
  readonly entry: Entry;
  readonly pending: readonly PendingChange[];
}

/** A person's answers whether two entries are one, by question id. */
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

  /** Listed entries of this name under the destination. There may be several: 14 names of the real list occur twice. */
  named(name: string, destination: { destination: string; country: string | null }): KnownEntry[] {
    return this.#at(`${destinationKey(destination)}|${nameKey(name)}`);
  }

  /** Entries whose printed text starts with the quoted head: a removal's quotation may run into the address. */
  quoted(head: string, destination: { destination: string; country: string | null }): KnownEntry[] {
    const exact = this.named(head, destination);
    if (exact.length > 0) return exact;
    const [key, place] = [nameKey(head), destinationKey(destination)];
    return this.listed().filter(
      ({ entry }) =>
        destinationKey(entry) === place && `${nameKey(entry.raw)} `.startsWith(`${key} `),
    );
  }

  /** The party of an entry never seen. */
  partyFor(entry: Entry): string {
    return this.#parties.of(entry);
  }

  /** A new id for an entry never seen, or the old id of a removed entry that returns. */
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

/** Lookup key of an entry: destination and name. */
export function placeKey(entry: Entry): string {
  return `${destinationKey(entry)}|${nameKey(entry.name)}`;
}

/** Key of a print: destination and letters of the text, however it is divided into lines and names. */
export function textKey(entry: Entry): string {
  return `${destinationKey(entry)}|${lettersOf(entry.raw)}`;
}
