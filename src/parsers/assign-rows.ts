/** Gives each instruction the rows it is about; whatever is left over on either side becomes a problem. */

import { countryOfDestination } from "../model/country.ts";
import type { Entry } from "../model/entry.ts";
import { destinationKey } from "../model/identity.ts";
import { nameKey } from "../model/name-key.ts";
import type { Amendment, Problem } from "../model/rule.ts";
import type { Instruction } from "./instructions.ts";

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
  const free = new Map<string, number[]>();
  entries.forEach((entry, at) => {
    const place = placeOf(entry.list, destinationKey(entry));
    free.set(place, [...(free.get(place) ?? []), at]);
  });
  const taken = instructions.map((): number[] => []);
  const unmatched = instructions.map((): string[] => []);

  instructions.forEach((instruction, nth) => {
    if (instruction.op === "remove") return;
    const rows = free.get(placeOfInstruction(instruction)) ?? [];
    for (const name of instruction.names) {
      const at = rows.findIndex((row) => isNamed(entries[row], name));
      if (at === -1) unmatched[nth]?.push(name);
      else taken[nth]?.push(...rows.splice(at, 1));
    }
  });
  instructions.forEach((instruction, nth) => {
    const rows = free.get(placeOfInstruction(instruction)) ?? [];
    const missing = unmatched[nth] ?? [];
    // A revision quotes the old name; its row may print a new one.
    if (instruction.op === "revise" && missing.length === 1 && rows.length === 1) {
      taken[nth]?.push(...rows.splice(0));
      missing.pop();
    } else if (instruction.op !== "remove" && instruction.names.length === 0) {
      taken[nth]?.push(...rows.splice(0, instruction.count ?? rows.length));
      if (instruction.count !== null && taken[nth]?.length !== instruction.count) {
        problems.push(tooFewRows(instruction, taken[nth]?.length ?? 0));
      }
    }
    for (const name of missing) problems.push(nameWithoutRow(instruction, name));
  });
  for (const row of [...free.values()].flat()) {
    const entry = entries[row];
    if (entry !== undefined) problems.push(rowWithoutInstruction(entry));
  }
  return {
    amendments: instructions.map(({ op, list, destination, names, text }, nth) => {
      return { op, list, destination, names, text, entryIndexes: taken[nth] ?? [] };
    }),
    problems,
  };
}

function placeOf(list: string, destination: string): string {
  return `${list}|${destination}`;
}

function placeOfInstruction({ list, destination }: Instruction): string {
  const country = countryOfDestination(destination);
  return placeOf(list, destinationKey({ destination, country }));
}

/** The quotation may reach into the aliases or the address, as removals' do. */
function isNamed(entry: Entry | undefined, name: string): boolean {
  if (entry === undefined) return false;
  const key = nameKey(name);
  return nameKey(entry.name) === key || `${nameKey(entry.raw)} `.startsWith(`${key} `);
}

function nameWithoutRow({ op, destination, text }: Instruction, name: string): Problem {
  const message = `no row under ${destination} is named “${name}”, which the rule ${op}s`;
  return { code: "name/without-row", message, text };
}

function tooFewRows({ destination, count, text }: Instruction, found: number): Problem {
  const message = `the instruction speaks of ${count} under ${destination}, the table has ${found}`;
  return { code: "name/without-row", message, text };
}

function rowWithoutInstruction({ name, destination, raw }: Entry): Problem {
  const message = `no instruction is about the row “${name}” under ${destination}`;
  return { code: "row/without-instruction", message, text: raw };
}
