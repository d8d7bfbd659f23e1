/** Gives each instruction the rows it is about; whatever is left over on either side becomes a problem. */

import { countryOfDestination } from "../model/country.ts";
import type { Entry } from "../model/entry.ts";
import { destinationKey } from "../model/identity.ts";
import type { Amendment, Problem } from "../model/rule.ts";
import { append } from "./aliases.ts";
import type { Instruction } from "./instructions.ts";
import { UnassignedRows } from "./unassigned-rows.ts";

const NONE = -1;

export interface AssignedRows {
  readonly amendments: readonly Amendment[];
  readonly problems: readonly Problem[];
}

/** An instruction that names rows takes them first; one that only counts takes what is left under its destination. */
export function assignRows(
  instructions: readonly Instruction[],
  entries: readonly Entry[],
): AssignedRows {
  const problems: Problem[] = [];
  const free = new UnassignedRows(entries, (entry) => placeOf(entry.list, destinationKey(entry)));
  /** One place per quoted name and in their order, which tells the row of a changed name from the others. */
  const taken = instructions.map(({ op, names }) => (op === "remove" ? [] : names.map(() => NONE)));

  // Exact names first, those of every instruction: “Blue” must not take the row of “Blue Works”.
  for (const find of ["takeNamed", "takeBeginning"] as const) {
    instructions.forEach((instruction, nth) => {
      const place = placeOfInstruction(instruction);
      taken[nth]?.forEach((row, at, rows) => {
        if (row === NONE) rows[at] = free[find](place, instruction.names[at] ?? "") ?? NONE;
      });
    });
  }
  const unclear = placesWithTooManyRows(instructions, free);
  instructions.forEach((instruction, nth) => {
    const place = placeOfInstruction(instruction);
    const rows = taken[nth] ?? [];
    const missing = rows.filter((row) => row === NONE).length;
    // A revision quotes the old name; its row may print a new one.
    if (instruction.op === "revise" && missing === 1 && free.countAt(place) === 1) {
      rows[rows.indexOf(NONE)] = free.take(place, 1)[0] ?? NONE;
    } else if (instruction.op !== "remove" && instruction.names.length === 0) {
      const found = free.countAt(place);
      const isCounted = instruction.count !== null;
      if (!isCounted || !unclear.has(place)) {
        append(rows, free.take(place, instruction.count ?? found));
      }
      if (isCounted && rows.length !== instruction.count) {
        problems.push(otherRows(instruction, found));
      }
    }
    rows.forEach((row, at) => {
      if (row === NONE) problems.push(nameWithoutRow(instruction, instruction.names[at] ?? ""));
    });
  });
  for (const entry of free.left()) problems.push(rowWithoutInstruction(entry));
  return {
    amendments: instructions.map(({ op, list, destination, names, text }, nth) => {
      return {
        op,
        list,
        destination,
        names,
        text,
        entryIndexes: (taken[nth] ?? []).filter((row) => row !== NONE),
      };
    }),
    problems,
  };
}

/** Where more rows are left than are counted, or what is counted is to be done in two ways, a count tells no row. */
function placesWithTooManyRows(
  instructions: readonly Instruction[],
  free: UnassignedRows,
): Set<string> {
  const counting = instructions.filter(
    ({ op, names, count }) => op !== "remove" && names.length === 0 && count !== null,
  );
  const unclear = [...Map.groupBy(counting, placeOfInstruction)].filter(([place, group]) => {
    const counted = group.reduce((sum, { count }) => sum + (count ?? 0), 0);
    return free.countAt(place) > counted || new Set(group.map(({ op }) => op)).size > 1;
  });
  return new Set(unclear.map(([place]) => place));
}

function placeOf(list: string, destination: string): string {
  return `${list}|${destination}`;
}

function placeOfInstruction({ list, destination }: Instruction): string {
  const country = countryOfDestination(destination);
  return placeOf(list, destinationKey({ destination, country }));
}

function nameWithoutRow({ op, destination, text }: Instruction, name: string): Problem {
  const message = `no row under ${destination} is named “${name}”, which the rule ${op}s`;
  return { code: "name/without-row", message, text };
}

function otherRows({ destination, count, text }: Instruction, found: number): Problem {
  const message = `the instruction speaks of ${count} under ${destination}, the table has ${found}`;
  return { code: "name/without-row", message, text };
}

function rowWithoutInstruction({ name, destination, raw }: Entry): Problem {
  const message = `no instruction is about the row “${name}” under ${destination}`;
  return { code: "row/without-instruction", message, text: raw };
}
