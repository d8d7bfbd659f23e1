/** Shares the rows that no name claims among the instructions that name none: "seven Chinese entities". */

import type { Problem } from "../../model/reading/rule.ts";
import type { Instruction } from "./instruction.ts";

export interface UnclaimedRow {
  readonly row: number;
  /** It cites this rule alone: the entry was not listed before. */
  readonly isNew: boolean;
}

export interface SharedRows {
  /** Parallel to the instructions. */
  readonly rows: readonly (readonly number[])[];
  readonly problems: readonly Problem[];
}

/**
 * All instructions and rows are of one destination. `contested`: a name that has found no row may be about one of them.
 * Where the counts do not say whose the rows are, nobody gets them.
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
    for (const [nth, instruction] of those.entries()) {
      const share = shareOf(those, nth, theirs, contested);
      rows.set(instruction, share);
      const isShort = share.length === 0 || share.length !== (instruction.count ?? share.length);
      if (isShort) problems.push(countWithoutRows(instruction, theirs.length));
    }
  }
  return { rows: instructions.map((instruction) => rows.get(instruction) ?? []), problems };
}

function shareOf(
  instructions: readonly Instruction[],
  nth: number,
  rows: readonly number[],
  contested: boolean,
): readonly number[] {
  const counts = instructions.map(({ count }) => count);
  if (counts.includes(null)) return instructions.length === 1 && !contested ? rows : [];
  const before = counts.slice(0, nth).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const own = counts[nth] ?? 0;
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  // Fewer rows than counted are still those of the only instruction; of more, nobody can tell which.
  if (total === rows.length) return rows.slice(before, before + own);
  return instructions.length === 1 && rows.length < own ? rows : [];
}

function countWithoutRows({ op, destination, count, text }: Instruction, found: number): Problem {
  const what = count === null ? `entries to ${op}` : `${count} to ${op}`;
  const message = `the instruction speaks of ${what} under ${destination}, the table has ${found}`;
  return { code: "name/without-row", message, text };
}
