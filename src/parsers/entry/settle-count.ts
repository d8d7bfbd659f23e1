/** Uses the announced number of aliases to split or join lines, where the number read differs from it. */

import type { Alias } from "../../model/entry.ts";

/** `missing` is the announced number minus the number read. Null if the difference cannot be explained. */
export function settleCount(
  aliases: readonly Alias[],
  broken: readonly Alias[],
  missing: number,
): Alias[] | null {
  return missing > 0 ? separatePairs(aliases, missing) : rejoinLines(aliases, broken, -missing);
}

/** `—Kant and NPP Kant` is two aliases if one more alias is announced than lines are printed. */
function separatePairs(aliases: readonly Alias[], missing: number): Alias[] | null {
  const pairs = aliases.filter(({ name }) => name.split(" and ").length === 2);
  if (pairs.length !== missing) return null;
  return aliases.flatMap((alias) =>
    pairs.includes(alias)
      ? alias.name.split(" and ").map((name) => ({ name, type: alias.type }))
      : [alias],
  );
}

/** `—OOO Neft | —Aktiv; and` is one alias that was broken at its hyphen. */
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
