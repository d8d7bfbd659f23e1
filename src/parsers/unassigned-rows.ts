/** The rows of a rule that no instruction has taken yet, by place and name. */

import type { Entry } from "../model/entry.ts";
import { nameKey } from "../model/name-key.ts";

interface Place {
  /** In printed order. */
  readonly rows: Set<number>;
  readonly byName: Map<string, number[]>;
}

export class UnassignedRows {
  readonly #entries: readonly Entry[];
  readonly #places = new Map<string, Place>();

  constructor(entries: readonly Entry[], placeOf: (entry: Entry) => string) {
    this.#entries = entries;
    entries.forEach((entry, row) => {
      const key = placeOf(entry);
      const place = this.#places.get(key) ?? { rows: new Set(), byName: new Map() };
      this.#places.set(key, place);
      place.rows.add(row);
      const named = place.byName.get(nameKey(entry.name)) ?? [];
      place.byName.set(nameKey(entry.name), named);
      named.push(row);
    });
  }

  /** The first row of exactly this name; null where none is left. */
  takeNamed(place: string, name: string): number | null {
    const named = this.#places.get(place)?.byName.get(nameKey(name)) ?? [];
    const row = named.find((candidate) => this.#places.get(place)?.rows.has(candidate));
    return row === undefined ? null : this.#take(place, row);
  }

  /** The first row that begins with the words: a quotation may reach into the aliases or the address, as removals' do. */
  takeBeginning(place: string, words: string): number | null {
    const key = nameKey(words);
    for (const row of this.#places.get(place)?.rows ?? []) {
      if (`${nameKey(this.#entries[row]?.raw ?? "")} `.startsWith(`${key} `)) {
        return this.#take(place, row);
      }
    }
    return null;
  }

  /** As many as are asked for, from the top. */
  take(place: string, count: number): number[] {
    const rows = [...(this.#places.get(place)?.rows ?? [])].slice(0, count);
    for (const row of rows) this.#take(place, row);
    return rows;
  }

  countAt(place: string): number {
    return this.#places.get(place)?.rows.size ?? 0;
  }

  left(): Entry[] {
    return [...this.#places.values()]
      .flatMap(({ rows }) => [...rows])
      .flatMap((row) => this.#entries[row] ?? []);
  }

  #take(place: string, row: number): number {
    this.#places.get(place)?.rows.delete(row);
    return row;
  }
}
