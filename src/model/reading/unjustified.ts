/** Finds the parties that a rule lists, changes or removes without a justification. */

import { nameKey } from "../name-key.ts";
import type { Rule } from "./rule.ts";

export interface Unjustified {
  readonly destination: string;
  readonly name: string;
}

/** One item for each entry added or revised and each name removed, in the order of the instructions. */
export function findUnjustified(
  rule: Pick<Rule, "amendments" | "entries" | "justifications">,
): Unjustified[] {
  const rows = new Set(rule.justifications.flatMap(({ entryIndexes }) => entryIndexes));
  const names = new Set(rule.justifications.flatMap((passage) => passage.names.map(nameKey)));
  return rule.amendments.flatMap(({ op, destination, names: quoted, entryIndexes }) =>
    op === "remove"
      ? quoted.filter((name) => !names.has(nameKey(name))).map((name) => ({ destination, name }))
      : entryIndexes
          .filter((at) => !rows.has(at))
          .flatMap((at) => ({ destination, name: rule.entries[at]?.name ?? "" })),
  );
}
