/** A rule quotes the name of an entry, the list prints its text alone: the two are one entry where their texts are one. */

import { type Entry, NAME_QUOTED } from "../entry.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import { textKey } from "./list-index.ts";

/** The entries in their order; one whose text is that of a known entry with a quoted name is read as that one was. */
export function nameAsQuoted(entries: readonly Entry[], index: ListIndex): readonly Entry[] {
  const quoted = new Map(
    // One that was removed may still be shown; one that is listed is the better witness.
    [...index.removed(), ...index.listed()]
      .filter(({ entry }) => entry.flags.includes(NAME_QUOTED))
      .map(({ entry }) => [textKey(entry), entry]),
  );
  if (quoted.size === 0) return entries;
  return entries.map((entry) => {
    const known = quoted.get(textKey(entry));
    if (known === undefined) return entry;
    const { kind, name, aliases, addresses, subordinates, crossReferences, remarks } = known;
    const flags = [...new Set([...entry.flags, NAME_QUOTED])];
    return {
      ...entry,
      ...{ kind, name, aliases, addresses, subordinates, crossReferences, remarks, flags },
    };
  });
}

/** Listed entries of its name; else those of its text, of which another print may tell another name. */
export function listedLike(index: ListIndex, entry: Entry): readonly KnownEntry[] {
  const named = index.named(entry.name, entry);
  if (named.length > 0) return named;
  const key = textKey(entry);
  return index.listed().filter((known) => textKey(known.entry) === key);
}
