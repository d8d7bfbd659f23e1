/** Finds known names in running text, however many are known: by the words at each place, not name by name. */

import { nameKey } from "../model/name-key.ts";

export interface NamedKey {
  /** As `nameKey` makes it; never empty. */
  readonly key: string;
}

export class NamesInText<Name extends NamedKey> {
  readonly #byKey = new Map<string, Name>();
  /** How many words the names have that begin with this one. */
  readonly #lengths = new Map<string, Set<number>>();

  constructor(names: readonly Name[]) {
    for (const name of names) {
      this.#byKey.set(name.key, name);
      const words = name.key.split(" ");
      const lengths = this.#lengths.get(words[0] ?? "") ?? new Set();
      this.#lengths.set(words[0] ?? "", lengths.add(words.length));
    }
  }

  /** Each once, in the order of the text. A name inside a longer one is not found there: `Inspur` in `Inspur Group`. */
  find(text: string): Name[] {
    const words = nameKey(text).split(" ");
    const hits = words.flatMap((word, at) =>
      [...(this.#lengths.get(word) ?? [])].flatMap((length) => {
        const name = this.#byKey.get(words.slice(at, at + length).join(" "));
        return name === undefined ? [] : [{ name, at, end: at + length }];
      }),
    );
    const taken = new Set<number>();
    const found = new Map<Name, number>();
    for (const { name, at, end } of hits.sort((a, b) => b.name.key.length - a.name.key.length)) {
      // What is taken is longer: it covers one end of what it meets.
      if (taken.has(at) || taken.has(end - 1)) continue;
      for (let word = at; word < end; word += 1) taken.add(word);
      found.set(name, Math.min(at, found.get(name) ?? at));
    }
    return [...found].sort(([, a], [, b]) => a - b).map(([name]) => name);
  }
}
