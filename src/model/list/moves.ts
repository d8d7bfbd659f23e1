/** Moves as rules print them: one instruction removes an entry from under one destination and adds it under another. */

import { nameKey } from "../name-key.ts";
import type { Amendment } from "../reading/rule.ts";

/** The removal by which the same instruction takes entries away that it adds elsewhere. */
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

/** In printed order, but what is moved is taken from one place before it is put in the other. */
export function removalsBeforeMoves(amendments: readonly Amendment[]): readonly Amendment[] {
  const ordered = new Set<Amendment>();
  for (const amendment of amendments) {
    const away = movedFrom(amendment, amendments);
    if (away !== undefined) ordered.add(away);
    ordered.add(amendment);
  }
  return [...ordered];
}
