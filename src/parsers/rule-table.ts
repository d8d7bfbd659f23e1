/** Walks the amendments of a rule in printed order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import { type Instruction, InstructionReader } from "./instructions.ts";
import type { AmendatoryBlock } from "./printed-document.ts";
import { RowReader } from "./rows.ts";

/** Enough to find the table by. */
const SHOWN_ROWS = 10;

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
  const strays: Problem[] = [];
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
    } else if (block.rows.some(headsList)) strays.push(tableWithoutInstruction(block.rows));
  }
  const read = LISTS.flatMap((list) => tables.get(list)?.finish() ?? []);
  return {
    instructions: reader.instructions,
    numbers: [...numbers],
    problems: [...reader.problems, ...strays],
    entries: read.flatMap(({ entries }) => entries),
    rows: read.flatMap(({ rows }) => rows),
    tally: sumTallies(read.map(({ tally }) => tally)),
    quarantine: read.flatMap(({ quarantine }) => quarantine),
  };
}

/** The columns of a list, below an instruction about something else: its rows were lost with the instruction. */
function headsList([country = "", entry = ""]: readonly string[]): boolean {
  return /^country$/i.test(country) && /^(?:entity|listed person)/i.test(entry);
}

function tableWithoutInstruction(rows: readonly (readonly string[])[]): Problem {
  const message = `no instruction about a list stands above a table of ${rows.length} rows that looks like one`;
  const text = rows.slice(0, SHOWN_ROWS).flat().filter(Boolean).join(" | ");
  return { code: "table/without-instruction", message, text };
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
