/** Assigns rows to instructions; each row and each name that is left over becomes a problem. */

import { countryOfDestination } from "../../model/country.ts";
import type { Entry, ListCode } from "../../model/entry.ts";
import { destinationKey } from "../../model/identity.ts";
import { nameKey } from "../../model/name-key.ts";
import type { Amendment, Problem } from "../../model/reading/rule.ts";
import type { Instruction } from "./instruction.ts";
import { shareUnnamed } from "./unnamed-rows.ts";

export interface AssignedRows {
  readonly amendments: readonly Amendment[];
  readonly problems: readonly Problem[];
}

/** An instruction and its rows, in the order of its names; null for a name without a row so far. */
interface Assignment {
  readonly instruction: Instruction;
  readonly rows: (number | null)[];
}

/**
 * Instructions with names take their rows first; instructions with only a count take the rows left under their
 * destination. Rows are not expected for lists in `unreadTables`.
 */
export function assignRows(
  instructions: readonly Instruction[],
  entries: readonly Entry[],
  unreadTables: ReadonlySet<ListCode> = new Set(),
): AssignedRows {
  const assignments = instructions.map((instruction): Assignment => {
    return { instruction, rows: instruction.names.map(() => null) };
  });
  const free = Map.groupBy(entries.keys(), (at) => placeOfEntry(entries[at]));
  const showing = assignments.filter(
    ({ instruction: { op, list } }) => op !== "remove" && !unreadTables.has(list),
  );
  const problems: Problem[] = [];
  for (const [place, at] of Map.groupBy(showing, ({ instruction }) => placeOf(instruction))) {
    const left = new FreeRows(entries, free.get(place) ?? []);
    const named = at.filter(({ instruction }) => instruction.names.length > 0);
    const unnamed = at.filter(({ instruction }) => instruction.names.length === 0);
    for (const find of [exactRow, quotedRow]) takeNamed(named, left, find);
    if (unnamed.length === 0) takeRenamed(named, left);
    const shares = shareUnnamed(
      unnamed.map(({ instruction }) => instruction),
      left.rows.map((row) => ({ row, isNew: isNew(entries[row]) })),
      named.some(({ rows }) => rows.includes(null)),
    );
    shares.rows.forEach((rows, nth) => {
      for (const row of rows) unnamed[nth]?.rows.push(left.take(row));
    });
    problems.push(...shares.problems);
    free.set(place, left.rows);
  }
  takeSubordinates(showing, free, entries);
  const held = heldBack(assignments.filter(({ instruction: { list } }) => !unreadTables.has(list)));
  problems.push(...showing.flatMap(namesWithoutRow), ...instructions.flatMap(miscounted));
  problems.push(...held.map(heldBackProblem));
  for (const row of [...free.values()].flat()) {
    const entry = entries[row];
    if (entry !== undefined) problems.push(rowWithoutInstruction(entry));
  }
  return {
    amendments: assignments.flatMap((assignment) => {
      if (held.includes(assignment)) return [];
      const { instruction, rows } = assignment;
      const { op, list, destination, names, text } = instruction;
      const entryIndexes = rows.filter((row) => row !== null);
      return [{ op, list, destination, names, text, entryIndexes }];
    }),
    problems,
  };
}

/** Rows of one destination that no instruction has taken. */
class FreeRows {
  readonly entries: readonly Entry[];
  readonly #rows: Set<number>;
  /** By name key, taken rows included. */
  readonly #named: ReadonlyMap<string, readonly number[]>;

  constructor(entries: readonly Entry[], rows: readonly number[]) {
    this.entries = entries;
    this.#rows = new Set(rows);
    this.#named = Map.groupBy(rows, (row) => nameKey(entries[row]?.name ?? ""));
  }

  get rows(): number[] {
    return [...this.#rows];
  }

  named(name: string): number[] {
    return (this.#named.get(nameKey(name)) ?? []).filter((row) => this.#rows.has(row));
  }

  /** Free rows whose text begins with the words. */
  quoted(head: string): number[] {
    const key = nameKey(head);
    return this.rows.filter((row) =>
      `${nameKey(this.entries[row]?.raw ?? "")} `.startsWith(`${key} `),
    );
  }

  take(row: number): number {
    this.#rows.delete(row);
    return row;
  }
}

type FindRow = (left: FreeRows, name: string, op: Instruction["op"]) => number | undefined;

function takeNamed(assignments: readonly Assignment[], left: FreeRows, find: FindRow): void {
  for (const { instruction, rows } of assignments) {
    instruction.names.forEach((name, nth) => {
      if (rows[nth] !== null) return;
      const newName = instruction.newNames[nth];
      const row =
        (newName === undefined ? undefined : find(left, newName, instruction.op)) ??
        find(left, name, instruction.op);
      if (row !== undefined) rows[nth] = left.take(row);
    });
  }
}

/** If one name is both added and revised, the addition takes the new row. */
const exactRow: FindRow = (left, name, op) => {
  const rows = left.named(name);
  return rows.find((row) => isNew(left.entries[row]) === (op === "add")) ?? rows[0];
};

/** The quotation may include aliases or the address. If several rows match, none is certain. */
const quotedRow: FindRow = (left, name) => {
  const rows = left.quoted(name);
  return rows.length === 1 ? rows[0] : undefined;
};

/** A revision quotes the old name, and its row may print a new one: the last open name takes the last free row. */
function takeRenamed(assignments: readonly Assignment[], left: FreeRows): void {
  const open = assignments.filter(({ rows }) => rows.includes(null));
  const [only] = open;
  const [row] = left.rows;
  if (only === undefined || row === undefined || open.length > 1 || left.rows.length > 1) return;
  if (only.instruction.op === "add" || only.rows.filter((at) => at === null).length > 1) return;
  only.rows[only.rows.indexOf(null)] = left.take(row);
}

/** Rows of subordinate institutions of an entry that the instruction names: "A, subordinate institution: B". */
function takeSubordinates(
  assignments: readonly Assignment[],
  free: Map<string, number[]>,
  entries: readonly Entry[],
): void {
  for (const { instruction, rows } of assignments) {
    const place = placeOf(instruction);
    const heads = instruction.names.map((name) => `${nameKey(name)} subordinate `);
    const [own = [], others = []] = partition(free.get(place) ?? [], (row) => {
      const text = nameKey(entries[row]?.raw ?? "");
      return heads.some((head) => text.startsWith(head));
    });
    rows.push(...own);
    free.set(place, others);
  }
}

function partition(rows: readonly number[], isOne: (row: number) => boolean): number[][] {
  return [rows.filter(isOne), rows.filter((row) => !isOne(row))];
}

/** A move is executed completely or not at all: if the row at the new place is missing, the old entry stays. */
function heldBack(assignments: readonly Assignment[]): Assignment[] {
  const lacking = assignments.filter(({ instruction: { op }, rows }) => {
    return op !== "remove" && rows.includes(null);
  });
  return assignments.filter((one) => {
    const { op, list, names, group } = one.instruction;
    return lacking.some(({ instruction: other }) => {
      if (group !== null && group === other.group) return true;
      return (
        op === "remove" && other.op === "add" && list === other.list && shareName(names, other)
      );
    });
  });
}

function shareName(names: readonly string[], other: Instruction): boolean {
  const keys = new Set(other.names.map(nameKey));
  return names.some((name) => keys.has(nameKey(name)));
}

function heldBackProblem({ instruction: { op, destination, names, text } }: Assignment): Problem {
  const what = `to ${op} ${names.map((name) => `“${name}”`).join(", ")} under ${destination}`;
  const message = `${what} depends on an instruction without a row, so it is not executed`;
  return { code: "instruction/held-back", message, text };
}

/** A rule appends its citation to the citations of an existing entry, so a new entry has only one. */
function isNew(entry: Entry | undefined): boolean {
  return (entry?.citations.length ?? 0) <= 1;
}

function placeOfEntry(entry: Entry | undefined): string {
  return entry === undefined ? "" : `${entry.list}|${destinationKey(entry)}`;
}

/** The place of the instruction's rows: for a redesignated entry, the new destination. */
function placeOf({ list, newDestination, destination: old }: Instruction): string {
  const destination = newDestination ?? old;
  return `${list}|${destinationKey({ destination, country: countryOfDestination(destination) })}`;
}

function namesWithoutRow({ instruction, rows }: Assignment): Problem[] {
  const { op, destination, newDestination, names, text } = instruction;
  return names.flatMap((name, nth) => {
    if (rows[nth] !== null) return [];
    const message = `no row under ${newDestination ?? destination} is named “${name}”, which the rule ${op}s`;
    return [{ code: "name/without-row", message, text }];
  });
}

function miscounted({ names, count, destination, text }: Instruction): Problem[] {
  if (names.length === 0 || count === null || count === names.length) return [];
  const message = `the instruction counts ${count} under ${destination}, but names ${names.length}`;
  return [{ code: "instruction/miscounted", message, text }];
}

function rowWithoutInstruction({ name, destination, raw }: Entry): Problem {
  const message = `no instruction matches the row “${name}” under ${destination}`;
  return { code: "row/without-instruction", message, text: raw };
}
