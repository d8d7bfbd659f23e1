/** Entries of the rule's table: how many under each destination, their names, and the aliases they announce. */

import type { Entry } from "../../src/model/entry.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import type { Check } from "./check.ts";
import { printedKey, standKey } from "./printed-key.ts";
import type { Truth } from "./truth.ts";

type TrueEntry = Truth["entries"][number];

export function checkEntries(rule: Pick<Rule, "entries">, truth: Truth): Check[] {
  const read = Map.groupBy(rule.entries, ({ list, destination }) => standKey(list, destination));
  const label = Map.groupBy(truth.entries, ({ list, dest }) => standKey(list, dest));
  const stands = [...new Set([...label.keys(), ...read.keys()])];
  const counts = stands.map((stand): Check => {
    const [ours, theirs] = [read.get(stand)?.length ?? 0, label.get(stand)?.length ?? 0];
    return {
      ...{ figure: "entries per destination", subject: stand, isRight: ours === theirs },
      ...{ read: `${ours}`, label: `${theirs}` },
    };
  });
  const named = Map.groupBy(truth.entries, ({ list, dest, name }) => {
    return `${standKey(list, dest)} ${printedKey(name)}`;
  });
  return [
    ...counts,
    ...[...named.values()].flatMap((namesakes) => {
      const own = namesakesOf(namesakes[0], read);
      return namesakes.flatMap((entry, at) => checkEntry(entry, own, at));
    }),
  ];
}

/** The entries read that stand under the same destination and bear the same name. */
function namesakesOf(
  entry: TrueEntry | undefined,
  read: ReadonlyMap<string, readonly Entry[]>,
): Entry[] {
  if (entry === undefined) return [];
  const stand = read.get(standKey(entry.list, entry.dest)) ?? [];
  return stand.filter(({ name }) => printedKey(name) === printedKey(entry.name));
}

/** `at`: its place among the namesakes that the label has; as many must be read. */
function checkEntry(entry: TrueEntry, own: readonly Entry[], at: number): Check[] {
  const subject = `${standKey(entry.list, entry.dest)} ${entry.name}`;
  const nth = at === 0 ? "an entry" : `entry ${at + 1} of the name`;
  const isRead = at < own.length;
  const name: Check = {
    ...{ figure: "entry names", subject, isRight: isRead },
    ...{ read: isRead ? nth : "none", label: nth },
  };
  if (entry.aliases === null || own.length === 0) return [name];
  const counts = own.map(({ aliases }) => aliases.length);
  return [
    name,
    {
      ...{ figure: "alias counts", subject, isRight: counts.includes(entry.aliases) },
      ...{ read: counts.join(" or "), label: `${entry.aliases}` },
    },
  ];
}
