/** Instructions that announce removals named in the paragraphs below: "removing the following five entries under IRAN:". */

import type { Problem } from "../../model/reading/rule.ts";
import type { Clause, ReadClauses } from "./clause.ts";
import type { Instruction } from "./instruction.ts";

/** The problem stands until as many entries are named below as were announced. */
export interface AnnouncedRemoval {
  readonly problem: Problem;
  readonly count: number | null;
  named: number;
}

/** Null if the paragraph announces no removal. */
export function readAnnouncedRemoval(
  problem: Problem | null,
  opens: boolean,
  clauses: readonly Clause[],
  read: readonly (readonly Instruction[])[],
): AnnouncedRemoval | null {
  const [clause, ...others] = clauses.filter((_, at) => read[at]?.length === 0);
  if (problem === null || !opens || clause?.op !== "remove" || others.length > 0) return null;
  const isOfEntries = clause.names.length === 0 && (clause.entries || clause.count !== null);
  return isOfEntries ? { problem, count: clause.count, named: 0 } : null;
}

/** Removes the problem once all announced entries are named; restores it if more are named. */
export function settleAnnouncedRemoval(
  removal: AnnouncedRemoval | null,
  instructions: readonly Instruction[],
  problems: Problem[],
): void {
  if (removal === null || instructions.length === 0) return;
  removal.named += instructions.reduce((sum, { names }) => sum + names.length, 0);
  const at = problems.indexOf(removal.problem);
  const isComplete = removal.count === null || removal.named === removal.count;
  if (isComplete && at !== -1) problems.splice(at, 1);
  else if (!isComplete && at === -1) problems.push(removal.problem);
}

/** "Removing the following two entries under IRAN:": the destination applies to the paragraphs below. */
export function placesBelow({ clauses, carried }: ReadClauses, opens: boolean): readonly string[] {
  const last = clauses.at(-1);
  const isBelow = opens && last?.own && last.names.length === 0;
  return isBelow ? last.destinations : carried.destinations;
}
