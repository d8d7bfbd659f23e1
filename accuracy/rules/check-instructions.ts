/** Instructions of one operation, list and destination count as one: how they are divided is the print's business. */

import type { Rule } from "../../src/model/reading/rule.ts";
import type { Check } from "./check.ts";
import { printedKey, standKey } from "./printed-key.ts";
import type { Truth } from "./truth.ts";

type Names = ReadonlySet<string>;

/** Names as short as these begin too many others. */
const MIN_HEAD = 4;

export function checkInstructions(
  rule: Pick<Rule, "amendments" | "entries">,
  truth: Truth,
): Check[] {
  const label = namesByKey(
    truth.instr.map(({ op, list, dest, names }) => [`${op} ${standKey(list, dest)}`, names]),
  );
  const read = namesByKey(
    rule.amendments.map(({ op, list, destination, names, entryIndexes }) => {
      const rows = entryIndexes.map((at) => rule.entries[at]?.name ?? "");
      return [`${op} ${standKey(list, destination)}`, names.length > 0 ? names : rows];
    }),
  );
  const isLoose = truth.namesloose === true;
  const found = [...label].map(([subject, names]): Check => {
    const own = read.get(subject);
    const isSame = own !== undefined && (isLoose || (covers(own, names) && covers(names, own)));
    return check("instructions read", subject, isSame, own, names);
  });
  const asserted = [...read].map(([subject, names]): Check => {
    const own = label.get(subject);
    const isTrue = own !== undefined && (isLoose || covers(own, names));
    return check("instructions not read falsely", subject, isTrue, names, own);
  });
  return [...found, ...asserted];
}

function check(
  figure: Check["figure"],
  subject: string,
  isRight: boolean,
  read: Names | undefined,
  label: Names | undefined,
): Check {
  const [ours, theirs] = [read ?? new Set<string>(), label ?? new Set<string>()];
  return {
    ...{ figure, subject, isRight },
    read: read === undefined ? "no instruction" : `with ${listed(namesBeyond(ours, theirs))}`,
    label: label === undefined ? "no instruction" : `with ${listed(namesBeyond(theirs, ours))}`,
  };
}

function namesByKey(named: readonly (readonly [string, readonly string[]])[]): Map<string, Names> {
  const byKey = new Map<string, Set<string>>();
  for (const [key, names] of named) {
    const known = byKey.get(key) ?? new Set();
    for (const name of names) known.add(printedKey(name));
    byKey.set(key, known);
  }
  return byKey;
}

/** Whether each of `these` is among `names`. */
function covers(names: Names, these: Names): boolean {
  return namesBeyond(these, names).length === 0;
}

/** A removal quotes the head of the entry only, so a name may be the beginning of the other. */
function namesBeyond(these: Names, names: Names): string[] {
  return [...these].filter((one) => {
    if (names.has(one)) return false;
    return ![...names].some((other) => {
      return other.length >= MIN_HEAD && (other.startsWith(one) || one.startsWith(other));
    });
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "no other name" : names.toSorted().join(" ¶ ");
}
