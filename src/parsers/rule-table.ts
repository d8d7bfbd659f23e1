/** Walks the amendments of a rule in printed order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import { type Instruction, InstructionReader } from "./instructions.ts";
import type { AmendatoryBlock } from "./printed-document.ts";
import { quotedNames } from "./quoted-head.ts";
import { RowReader } from "./rows.ts";

/** Enough to find the table by. */
const SHOWN_ROWS = 10;

export interface ReadAmendments {
  readonly instructions: readonly Instruction[];
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
  for (const block of blocks) {
    if (block.kind === "instruction") {
      reader.read(block.text, block.part);
    } else if (reader.list !== null) {
      const table = tableOf(tables, reader.list);
      for (const row of block.rows) table.push(row);
    } else if (block.rows.some(headsList)) strays.push(tableWithoutInstruction(block.rows));
  }
  const quoted = quotedNames(reader.instructions);
  const read = LISTS.flatMap((list) => tables.get(list)?.finish(quoted) ?? []);
  return {
    instructions: reader.instructions,
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
