/** Walks the amendments of a rule in printed order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import { type Instruction, InstructionReader } from "./instructions.ts";
import type { AmendatoryBlock } from "./printed-document.ts";
import { RowReader } from "./rows.ts";

export interface ReadAmendments {
  readonly instructions: readonly Instruction[];
  /** `2` of "2. Supplement No. 4 to part 744 is amended": the numbers by which the DATES paragraph may speak of them. */
  readonly numbers: readonly number[];
  readonly problems: readonly Problem[];
  readonly entries: readonly Entry[];
  readonly rows: readonly (readonly number[])[];
  readonly tally: RowTally;
  readonly quarantine: readonly QuarantinedRow[];
}

export function readAmendments(blocks: readonly AmendatoryBlock[]): ReadAmendments {
  const reader = new InstructionReader();
  const tables = new Map<ListCode, RowReader>();
  const numbers = new Set<number>();
  let number: number | null = null;
  for (const block of blocks) {
    if (block.kind === "instruction") {
      const before = reader.instructions.length;
      reader.read(block.text, block.part);
      number = leadingNumber(block.text) ?? number;
      if (number !== null && reader.instructions.length > before) numbers.add(number);
    } else if (reader.list !== null) {
      const table = tableOf(tables, reader.list);
      for (const row of block.rows) table.push(row);
    }
  }
  const read = LISTS.flatMap((list) => tables.get(list)?.finish() ?? []);
  return {
    instructions: reader.instructions,
    numbers: [...numbers],
    problems: reader.problems,
    entries: read.flatMap(({ entries }) => entries),
    rows: read.flatMap(({ rows }) => rows),
    tally: sumTallies(read.map(({ tally }) => tally)),
    quarantine: read.flatMap(({ quarantine }) => quarantine),
  };
}

function leadingNumber(text: string): number | null {
  const digits = /^\s*(\d{1,3})\.\s/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

function tableOf(tables: Map<ListCode, RowReader>, list: ListCode): RowReader {
  const table = tables.get(list) ?? new RowReader(list);
  tables.set(list, table);
  return table;
}

function sumTallies(tallies: readonly RowTally[]): RowTally {
  const total = { rows: 0, entries: 0, continuations: 0, headings: 0, reserved: 0, quarantined: 0 };
  for (const tally of tallies) {
    for (const key of Object.keys(total) as (keyof RowTally)[]) total[key] += tally[key];
  }
  return total;
}
