/** Walks the amendments of a rule in printed order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import { type Instruction, InstructionReader } from "./instructions.ts";
import type { AmendatoryBlock } from "./printed-document.ts";
import { RowReader } from "./rows.ts";

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
  for (const block of blocks) {
    if (block.kind === "instruction") reader.read(block.text, block.part);
    else if (reader.list !== null) {
      const table = tableOf(tables, reader.list);
      for (const row of block.rows) table.push(row);
    }
  }
  const read = LISTS.flatMap((list) => tables.get(list)?.finish() ?? []);
  return {
    instructions: reader.instructions,
    problems: reader.problems,
    entries: read.flatMap(({ entries }) => entries),
    rows: read.flatMap(({ rows }) => rows),
    tally: sumTallies(read.map(({ tally }) => tally)),
    quarantine: read.flatMap(({ quarantine }) => quarantine),
  };
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
