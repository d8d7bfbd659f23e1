/** Finds known names in running text, however many are known: by the words at each place, not name by name. */

export interface NamedKey {
  /** As `keyOf` makes it; never empty. */
  readonly key: string;
}

/** `start` and `end` are offsets into the text, punctuation beside the name included. */
export interface LocatedName<Name> {
  readonly name: Name;
  readonly start: number;
  readonly end: number;
}

export class NamesInText<Name extends NamedKey> {
  readonly #keyOf: (text: string) => string;
  readonly #byKey = new Map<string, Name>();
  /** How many words the names have that begin with this one. */
  readonly #lengths = new Map<string, Set<number>>();
  #longest = 0;

  constructor(keyOf: (text: string) => string, names: readonly Name[]) {
    this.#keyOf = keyOf;
    for (const name of names) this.add(name);
  }

  add(name: Name): void {
    this.#byKey.set(name.key, name);
    const words = name.key.split(" ");
    const lengths = this.#lengths.get(words[0] ?? "") ?? new Set();
    this.#lengths.set(words[0] ?? "", lengths.add(words.length));
    this.#longest = Math.max(this.#longest, words.length);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Each once, in the order of the text. A name inside a longer one is not found there: `Inspur` in `Inspur Group`. */
  find(text: string, isMeant: (name: Name) => boolean = () => true): Name[] {
    return [...new Set(this.locate(text, isMeant).map(({ name }) => name))];
  }

  /** Every place where a name stands, in the order of the text. `keyOf` must read each word by itself. */
  locate(text: string, isMeant: (name: Name) => boolean = () => true): LocatedName<Name>[] {
    const words = [...text.matchAll(/\S+/g)].flatMap(({ 0: print, index: start }) =>
      this.#keyOf(print)
        .split(" ")
        .filter(Boolean)
        .map((key) => ({ key, start, end: start + print.length })),
    );
    const keys = words.map(({ key }) => key);
    const hits = keys.flatMap((word, at) =>
      [...(this.#lengths.get(word) ?? [])].flatMap((length) => {
        const name = this.#byKey.get(keys.slice(at, at + length).join(" "));
        return name === undefined || !isMeant(name) ? [] : [{ name, at, last: at + length - 1 }];
      }),
    );
    const taken = new Set<number>();
    const found: LocatedName<Name>[] = [];
    for (const { name, at, last } of hits.sort((a, b) => b.name.key.length - a.name.key.length)) {
      // What is taken is longer: it covers one end of what it meets.
      if (taken.has(at) || taken.has(last)) continue;
      for (let word = at; word <= last; word += 1) taken.add(word);
      found.push({ name, start: words[at]?.start ?? 0, end: words[last]?.end ?? 0 });
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** The longest that the text ends in. */
  ending(text: string): Name | null {
    const words = this.#keyOf(text).split(" ");
    for (let length = Math.min(this.#longest, words.length); length > 0; length -= 1) {
      const name = this.#byKey.get(words.slice(-length).join(" "));
      if (name !== undefined) return name;
    }
    return null;
  }
}
