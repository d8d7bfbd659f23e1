/** Walks the amendments of a rule in printed order: instructions set the list, tables below them hold its rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading.ts";
import type { Problem } from "../model/rule.ts";
import type { AmendatoryBlock } from "./document/printed-document.ts";
import { quotedNames } from "./entry/quoted-head.ts";
import { RowReader } from "./entry/rows.ts";
import type { Instruction } from "./instructions/instruction.ts";
import { InstructionReader } from "./instructions/instructions.ts";

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

/** Supplement no. 7 was the temporary general license until the Military End-User List took its place. */
const MILITARY_LIST_SINCE = "2020-12-23";

/** `day`: when the document was published, or about when; null where it is unknown. */
export function readAmendments(
  blocks: readonly AmendatoryBlock[],
  day: string | null,
): ReadAmendments {
  const reader = new InstructionReader(hasMilitaryList(day));
  const tables = new Map<ListCode, RowReader>();
  const strays: Problem[] = [];
  for (const block of blocks) {
    if (block.kind === "instruction") {
      const before = reader.instructions.length + reader.problems.length;
      reader.read(block.text, block.part);
      const isSilent = reader.instructions.length + reader.problems.length === before;
      // Where nothing of a list was amended before it, it is about something else.
      if (isSilent && reader.instructions.length > 0 && namesParty(block))
        strays.push(unread(block.text));
    } else if (block.kind === "other") {
      if (looksLikeInstruction(block.text)) strays.push(unread(block.text));
    } else if (reader.list !== null) {
      const table = tableOf(tables, reader.list);
      for (const row of block.rows) table.push(row);
      strays.push(...(block.loose ?? []).map(besideRows));
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

function hasMilitaryList(day: string | null): boolean {
  return day === null || day >= MILITARY_LIST_SINCE;
}

/** `Under RUSSIA, by removing the entry for “Foo LLC”.`, whatever labels stand before it. */
const BEGINS_AS_INSTRUCTION =
  /^\W*(?:\(?\w{1,4}[.)]+\s*)*(?:(?:in|to)\s+)?(?:supplement no|under\b|by\b|add|remov|revis|redesignat|strik|delet)/i;
const OPERATES = /\b(?:add|remov|revis|redesignat|strik|delet|correct)(?:e|es|ed|ing|s)?\b/i;

function looksLikeInstruction(text: string): boolean {
  return BEGINS_AS_INSTRUCTION.test(text) && OPERATES.test(text) && /\bentr(?:y|ies)\b/i.test(text);
}

/** Under a destination, in a part that has lists: whatever it is about, a person must see it. */
function namesParty({ text, part }: AmendatoryBlock & { kind: "instruction" }): boolean {
  if (part !== null && part !== "744") return false;
  return looksLikeInstruction(text) && /\bunder\s+[A-Z]{4,}/i.test(text) && /[“"]|``/.test(text);
}

function unread(text: string): Problem {
  const message = "it reads like an instruction and does not stand where one would";
  return { code: "instruction/unread", message, text };
}

function besideRows(text: string): Problem {
  const message = "it stands in the table of a list, and in none of its rows";
  return { code: "table/beside-rows", message, text };
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
