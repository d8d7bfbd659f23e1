/** Finds known names in running text. It looks up the words at each place, so the cost does not grow with the names. */

export interface NamedKey {
  /** As `keyOf` makes it; never empty. */
  readonly key: string;
}

/** `start` and `end` are offsets into the text; they include punctuation next to the name. */
export interface LocatedName<Name> {
  readonly name: Name;
  readonly start: number;
  readonly end: number;
}

export class NamesInText<Name extends NamedKey> {
  readonly #keyOf: (text: string) => string;
  readonly #byKey = new Map<string, Name>();
  /** By first word: the lengths in words of the names that begin with it. */
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

  /** Each name once, in text order. A name inside a longer one is not found: `Inspur` in `Inspur Group`. */
  find(text: string, isMeant: (name: Name) => boolean = () => true): Name[] {
    return [...new Set(this.locate(text, isMeant).map(({ name }) => name))];
  }

  /** Every occurrence of a name, in text order. `keyOf` must map each word independently. */
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
      // Longer names come first, so a taken name that overlaps this one covers one of its ends.
      if (taken.has(at) || taken.has(last)) continue;
      for (let word = at; word <= last; word += 1) taken.add(word);
      found.push({ name, start: words[at]?.start ?? 0, end: words[last]?.end ?? 0 });
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** The longest name at the end of the text. */
  ending(text: string): Name | null {
    const words = this.#keyOf(text).split(" ");
    for (let length = Math.min(this.#longest, words.length); length > 0; length -= 1) {
      const name = this.#byKey.get(words.slice(-length).join(" "));
      if (name !== undefined) return name;
    }
    return null;
  }
}
