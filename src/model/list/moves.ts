/** Moves: one instruction removes an entry from one destination and adds it under another. */

import { nameKey } from "../name-key.ts";
import type { Amendment } from "../reading/rule.ts";

/** The removal in the same instruction of entries that it adds elsewhere. */
export function movedFrom(
  addition: Amendment,
  amendments: readonly Amendment[],
): Amendment | undefined {
  if (addition.op !== "add") return undefined;
  const added = new Set(addition.names.map(nameKey));
  return amendments.find(({ op, text, names }) => {
    return (
      op === "remove" && text === addition.text && names.some((name) => added.has(nameKey(name)))
    );
  });
}

/** Printed order, except that a moved entry is removed before it is added. */
export function removalsBeforeMoves(amendments: readonly Amendment[]): readonly Amendment[] {
  const ordered = new Set<Amendment>();
  for (const amendment of amendments) {
    const away = movedFrom(amendment, amendments);
    if (away !== undefined) ordered.add(away);
    ordered.add(amendment);
  }
  return [...ordered];
}
