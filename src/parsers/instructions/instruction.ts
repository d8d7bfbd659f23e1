/** Turns clauses into instructions: one operation on named or counted entries under one destination. */

import type { ListCode } from "../../model/entry.ts";
import { nameKey } from "../../model/name-key.ts";
import type { AmendmentOp } from "../../model/reading/rule.ts";
import { type Clause, takesAway } from "./clause.ts";
import type { InstructionPath } from "./references.ts";

/** One operation under one destination. */
export interface Instruction {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  readonly destination: string;
  readonly names: readonly string[];
  /** `one Iranian entity`: a count in place of names. */
  readonly count: number | null;
  /** The new destination of redesignated entries, if it differs from `destination`. */
  readonly newDestination: string | null;
  /** The new names of redesignated or revised entries, if the instruction gives them. */
  readonly newNames: readonly string[];
  /** Instructions of one group are executed together or not at all; null for an independent instruction. */
  readonly group: string | null;
  /** The labels above it and its own: `2`, `c`. */
  readonly path: InstructionPath;
  readonly text: string;
}

/** The list, labels and text of the paragraph that holds the clauses. */
export interface ClausePlace {
  readonly list: ListCode;
  readonly path: InstructionPath;
  /** The paragraph as printed. */
  readonly text: string;
}

/** Parallel to the clauses; empty for a clause without a certain operation, entries or destination. */
export function instructionsOfClauses(
  clauses: readonly Clause[],
  place: ClausePlace,
): (readonly Instruction[])[] {
  const read = clauses.map((clause) => instructionsOf(clause, place));
  const lost = new Set(
    clauses.flatMap(({ group }, at) => (group !== null && read[at]?.length !== 1 ? [group] : [])),
  );
  return read.map((instructions, at) => {
    const group = clauses[at]?.group ?? null;
    return group !== null && lost.has(group) ? [] : instructions;
  });
}

/** Empty if the operation, the entries or the destination are not certain. */
function instructionsOf(clause: Clause, { list, path, text }: ClausePlace): Instruction[] {
  const { op, destinations, names, count, entries, newNames, newDestination } = clause;
  if (op === null || op === "unknown") return [];
  const showsRows = op === "add" || op === "revise" || op === "correct";
  // "by adding in alphabetical order an entry for Acme Works": the row gives the name.
  if (names.length === 0 && !(showsRows && (entries || count !== null))) return [];
  const isPaired = clause.paired && destinations.length > 1 && !clause.needsOwn;
  if (isPaired && destinations.length !== names.length) return [];
  // A removal does not say which name belongs to which destination, and it has no rows that show it.
  if (destinations.length > 1 && names.length > 1 && !showsRows && !isPaired) return [];
  if (newNames.length > 0 && (op === "add" || op === "remove")) return [];
  if (!isCertain(clause)) return [];
  const group = clause.group === null ? null : `${path.join(".")} ${clause.group} ${text}`;
  const shared = { op, list, newDestination, newNames, group, path, text };
  return destinations.map((destination, at) =>
    isPaired
      ? { ...shared, destination, names: names.slice(at, at + 1), count: null }
      : { ...shared, destination, names, count },
  );
}

/** No row confirms a removal, and a destination of the previous instruction may not apply here. */
function isCertain(clause: Clause): boolean {
  const { destinations, needsOwn, own, lent, people, unknown, group } = clause;
  if (needsOwn && (!own || destinations.length !== 1)) return false;
  const isLent = (lent && !own) || (clause.opLent && !clause.hasVerb);
  if (lent && !own && people !== null && !destinations.every((at) => isAkin(at, people)))
    return false;
  return unknown.length === 0 || !(isLent || takesAway(clause) || group !== null);
}

/** `Pakistani` and `PAKISTAN`, `Emirati` and `UNITED ARAB EMIRATES` share their first letters. */
function isAkin(destination: string, people: string): boolean {
  const [words, others] = [destination, people].map((text) => nameKey(text).split(" "));
  return (words ?? []).some((word) => {
    return word.length > 3 && others?.some((other) => other.startsWith(word.slice(0, 4)));
  });
}
