/** Distributes the rows that no name claims among the instructions without names: "seven Chinese entities". */

import type { Problem } from "../../model/reading/rule.ts";
import type { Instruction } from "./instruction.ts";

export interface UnclaimedRow {
  readonly row: number;
  /** It cites only this rule, so the entry was not listed before. */
  readonly isNew: boolean;
}

export interface SharedRows {
  /** Parallel to the instructions. */
  readonly rows: readonly (readonly number[])[];
  readonly problems: readonly Problem[];
}

/**
 * All instructions and rows are of one destination. `contested`: a name without a row may belong to one of the rows.
 * Rows that the counts do not assign stay unassigned.
 */
export function shareUnnamed(
  instructions: readonly Instruction[],
  unclaimed: readonly UnclaimedRow[],
  contested: boolean,
): SharedRows {
  const kinds = new Set(instructions.map(({ op }) => op === "add"));
  const rows = new Map<Instruction, readonly number[]>();
  const problems: Problem[] = [];
  for (const adds of kinds) {
    const those = instructions.filter(({ op }) => (op === "add") === adds);
    const theirs = unclaimed
      .filter(({ isNew }) => kinds.size === 1 || isNew === adds)
      .map(({ row }) => row);
    const shares = sharesOf(those, theirs, contested);
    for (const [nth, instruction] of those.entries()) {
      const share = shares[nth] ?? [];
      rows.set(instruction, share);
      const isShort = share.length === 0 || share.length !== (instruction.count ?? share.length);
      if (isShort) problems.push(countWithoutRows(instruction, theirs.length));
    }
  }
  return { rows: instructions.map((instruction) => rows.get(instruction) ?? []), problems };
}

/** Parallel to the instructions. */
function sharesOf(
  instructions: readonly Instruction[],
  rows: readonly number[],
  contested: boolean,
): (readonly number[])[] {
  const counts = instructions.flatMap(({ count }) => count ?? []);
  const isSingle = instructions.length === 1;
  if (counts.length < instructions.length) return isSingle && !contested ? [rows] : [];
  const total = counts.reduce((sum, count) => sum + count, 0);
  // A single instruction takes the rows even if they are fewer than counted. If there are more, it is unclear which it takes.
  if (total !== rows.length) return isSingle && rows.length < total ? [rows] : [];
  let from = 0;
  return counts.map((count) => {
    from += count;
    return rows.slice(from - count, from);
  });
}

function countWithoutRows({ op, destination, count, text }: Instruction, found: number): Problem {
  const what = count === null ? `entries to ${op}` : `${count} to ${op}`;
  const message = `the instruction announces ${what} under ${destination}, but the table has ${found}`;
  return { code: "name/without-row", message, text };
}
