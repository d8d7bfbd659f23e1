/** Matches names quoted by a rule with the list's print: entries with equal text are one, even if their names read differently. */

import { type Entry, NAME_QUOTED } from "../entry.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import { textKey } from "./list-index.ts";

/** The entries in their order. An entry whose text equals that of a known entry with a quoted name takes that entry's reading. */
export function nameAsQuoted(entries: readonly Entry[], index: ListIndex): readonly Entry[] {
  const quoted = new Map(
    // A removed entry may still be shown; a listed one takes precedence.
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

/** Listed entries of the same name; otherwise those of the same text, whose name may have been read differently. */
export function listedLike(index: ListIndex, entry: Entry): readonly KnownEntry[] {
  const named = index.named(entry.name, entry);
  if (named.length > 0) return named;
  const key = textKey(entry);
  return index.listed().filter((known) => textKey(known.entry) === key);
}
