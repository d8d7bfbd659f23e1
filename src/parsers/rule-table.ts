/** Walks the amendments of a rule in document order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import { type Instruction, InstructionReader } from "./instructions.ts";
import { RowReader } from "./rows.ts";
import { cellTextOf, elementsOf, findAll, textOf, type XmlElement } from "./xml-tree.ts";

export interface ReadAmendments {
  readonly instructions: readonly Instruction[];
  readonly problems: readonly Problem[];
  readonly entries: readonly Entry[];
  readonly rows: readonly (readonly number[])[];
  readonly tally: RowTally;
  readonly quarantine: readonly QuarantinedRow[];
}

export function readAmendments(root: XmlElement): ReadAmendments {
  const reader = new InstructionReader();
  const tables = new Map<ListCode, RowReader>();
  for (const { element, part } of amendmentBlocks(root)) {
    if (element.name === "AMDPAR") reader.read(textOf(element), part);
    else if (reader.list !== null) readTable(element, tableOf(tables, reader.list));
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

interface Block {
  readonly element: XmlElement;
  /** The CFR part of the enclosing `REGTEXT`. */
  readonly part: string | null;
}

function amendmentBlocks(root: XmlElement): Block[] {
  return findAll(root, "REGTEXT", "AMDPAR", "GPOTABLE").flatMap((element) => {
    if (element.name !== "REGTEXT") return [{ element, part: null }];
    const part = element.attributes["PART"] ?? null;
    return findAll(element, "AMDPAR", "GPOTABLE").map((block) => ({ element: block, part }));
  });
}

function tableOf(tables: Map<ListCode, RowReader>, list: ListCode): RowReader {
  const table = tables.get(list) ?? new RowReader(list);
  tables.set(list, table);
  return table;
}

function readTable(table: XmlElement, reader: RowReader): void {
  for (const row of findAll(table, "ROW")) {
    const cells = elementsOf(row).filter(({ name }) => name === "ENT");
    reader.push(cells.map(cellTextOf));
  }
}

function sumTallies(tallies: readonly RowTally[]): RowTally {
  const total = { rows: 0, entries: 0, continuations: 0, headings: 0, reserved: 0, quarantined: 0 };
  for (const tally of tallies) {
    for (const key of Object.keys(total) as (keyof RowTally)[]) total[key] += tally[key];
  }
  return total;
}
