/** Instructions that announce what the paragraphs below them name: "removing the following five entries under IRAN:". */

import type { Problem } from "../../model/reading/rule.ts";
import type { Clause, ReadClauses } from "./clause.ts";
import type { Instruction } from "./instruction.ts";

/** Entries to be removed that are named below: a problem, until as many are named as are counted. */
export interface Promised {
  readonly problem: Problem;
  readonly count: number | null;
  named: number;
}

/** Null where the paragraph announces no removal. */
export function promiseOf(
  problem: Problem | null,
  opens: boolean,
  clauses: readonly Clause[],
  read: readonly (readonly Instruction[])[],
): Promised | null {
  const [clause, ...others] = clauses.filter((_, at) => read[at]?.length === 0);
  if (problem === null || !opens || clause?.op !== "remove" || others.length > 0) return null;
  const isOfEntries = clause.names.length === 0 && (clause.entries || clause.count !== null);
  return isOfEntries ? { problem, count: clause.count, named: 0 } : null;
}

/** Takes the problem back once what was announced is named; puts it back where more is named. */
export function fulfil(
  promised: Promised | null,
  instructions: readonly Instruction[],
  problems: Problem[],
): void {
  if (promised === null || instructions.length === 0) return;
  promised.named += instructions.reduce((sum, { names }) => sum + names.length, 0);
  const at = problems.indexOf(promised.problem);
  const isKept = promised.count === null || promised.named === promised.count;
  if (isKept && at !== -1) problems.splice(at, 1);
  else if (!isKept && at === -1) problems.push(promised.problem);
}

/** "Removing the following two entries under IRAN:": those named below stand there, too. */
export function placesBelow({ clauses, carried }: ReadClauses, opens: boolean): readonly string[] {
  const last = clauses.at(-1);
  const isBelow = opens && last?.own && last.names.length === 0;
  return isBelow ? last.destinations : carried.destinations;
}
