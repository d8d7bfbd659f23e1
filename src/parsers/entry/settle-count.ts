/** Where fewer or more aliases were read than announced, the announced number may tell how lines were meant. */

import type { Alias } from "../../model/entry.ts";

/** `missing`: announced less read. Null where the number cannot be explained. */
export function settleCount(
  aliases: readonly Alias[],
  broken: readonly Alias[],
  missing: number,
): Alias[] | null {
  return missing > 0 ? separatePairs(aliases, missing) : rejoinLines(aliases, broken, -missing);
}

/** `—Kant and NPP Kant` is two aliases where one more is announced than lines are printed. */
function separatePairs(aliases: readonly Alias[], missing: number): Alias[] | null {
  const pairs = aliases.filter(({ name }) => name.split(" and ").length === 2);
  if (pairs.length !== missing) return null;
  return aliases.flatMap((alias) =>
    pairs.includes(alias)
      ? alias.name.split(" and ").map((name) => ({ name, type: alias.type }))
      : [alias],
  );
}

/** `—OOO Neft | —Aktiv; and` is one alias, broken at its hyphen. */
function rejoinLines(
  aliases: readonly Alias[],
  broken: readonly Alias[],
  surplus: number,
): Alias[] | null {
  const breaks = broken.filter((alias) => alias !== aliases.at(-1));
  if (breaks.length !== surplus) return null;
  const joined: Alias[] = [];
  let open = "";
  for (const alias of aliases) {
    if (breaks.includes(alias)) open += `${alias.name}-`;
    else {
      joined.push({ name: open + alias.name, type: alias.type });
      open = "";
    }
  }
  return joined;
}
