/** Reads the amendments of a rule in printed order: an instruction names the list, the tables below it hold the rows. */

import { type Entry, LISTS, type ListCode } from "../model/entry.ts";
import type { QuarantinedRow, RowTally } from "../model/reading/reading.ts";
import type { Problem } from "../model/reading/rule.ts";
import { UNREAD_TABLE } from "../model/reading/unread-table.ts";
import type { AmendatoryBlock } from "./document/printed-document.ts";
import { quotedNames } from "./entry/quoted-head.ts";
import { RowReader } from "./entry/rows.ts";
import type { Instruction } from "./instructions/instruction.ts";
import { InstructionReader } from "./instructions/instructions.ts";
import { hasMilitaryList } from "./text/list-supplement.ts";

/** Rows and lines quoted in a problem: enough to find the table. */
const SHOWN_ROWS = 10;
const SHOWN_LINES = 30;

export interface ReadAmendments {
  readonly instructions: readonly Instruction[];
  /** The lists that instructions are about, even if they amend no entry. */
  readonly spokenOf: ReadonlySet<ListCode>;
  readonly problems: readonly Problem[];
  readonly entries: readonly Entry[];
  /** Lists whose table cannot be read in this form of the document. */
  readonly unreadTables: ReadonlySet<ListCode>;
  readonly rows: readonly (readonly number[])[];
  readonly tally: RowTally;
  readonly quarantine: readonly QuarantinedRow[];
}

/** `day` is the publication day, exact or estimated; null if unknown. */
export function readAmendments(
  blocks: readonly AmendatoryBlock[],
  day: string | null,
): ReadAmendments {
  const reader = new InstructionReader(hasMilitaryList(day));
  const tables = new Map<ListCode, RowReader>();
  const unreadTables = new Set<ListCode>();
  const strays: Problem[] = [];
  const spokenOf = new Set<ListCode>();
  for (const block of blocks) {
    if (block.kind === "instruction") {
      strays.push(...readInstruction(block, reader));
      if (reader.list !== null) spokenOf.add(reader.list);
    } else if (block.kind === "other") {
      if (looksLikeInstruction(block.text)) strays.push(unread(block.text));
    } else if (block.kind === "unread-table") {
      strays.push(...instructionsWithin(block.lines), ...missTable(block, reader, unreadTables));
    } else if (reader.list !== null) {
      strays.push(...readTable(block, tableOf(tables, reader.list)));
    } else if (block.rows.some(headsList)) strays.push(tableWithoutInstruction(block.rows));
  }
  const quoted = quotedNames(reader.instructions);
  const read = LISTS.flatMap((list) => tables.get(list)?.finish(quoted) ?? []);
  return {
    instructions: reader.instructions,
    spokenOf,
    problems: [...reader.problems, ...strays],
    entries: read.flatMap(({ entries }) => entries),
    unreadTables,
    rows: read.flatMap(({ rows }) => rows),
    tally: sumTallies(read.map(({ tally }) => tally)),
    quarantine: read.flatMap(({ quarantine }) => quarantine),
  };
}

type BlockOf<Kind extends AmendatoryBlock["kind"]> = AmendatoryBlock & { readonly kind: Kind };

function readInstruction(block: BlockOf<"instruction">, reader: InstructionReader): Problem[] {
  const before = reader.instructions.length + reader.problems.length;
  reader.read(block.text, block.part);
  const isSilent = reader.instructions.length + reader.problems.length === before;
  // Before the first amendment of a list, an instruction that yields nothing is about something else.
  const isStray = isSilent && reader.instructions.length > 0 && namesParty(block);
  return isStray ? [unread(block.text)] : [];
}

/** One problem for each list; none if neither the instructions above the table nor its text concern a list. */
function missTable(
  { lines }: BlockOf<"unread-table">,
  { list }: InstructionReader,
  unreadTables: Set<ListCode>,
): Problem[] {
  if (list === null) return headsListInLines(lines) ? [unreadTable(lines, null)] : [];
  const isFirst = !unreadTables.has(list);
  unreadTables.add(list);
  return isFirst ? [unreadTable(lines, list)] : [];
}

/** `Under RUSSIA, by removing the entry for “Foo LLC”.`, with any labels before it. */
const BEGINS_AS_INSTRUCTION =
  /^\W*(?:\(?\w{1,4}[.)]+\s*)*(?:(?:in|to)\s+)?(?:supplement no|under\b|by\b|add|remov|revis|redesignat|strik|delet)/i;
const OPERATES = /\b(?:add|remov|revis|redesignat|strik|delet|correct)(?:e|es|ed|ing|s)?\b/i;

function looksLikeInstruction(text: string): boolean {
  return BEGINS_AS_INSTRUCTION.test(text) && OPERATES.test(text) && /\bentr(?:y|ies)\b/i.test(text);
}

/** An unread instruction under a destination, in a part that may hold lists: a person must check it. */
function namesParty({ text, part }: BlockOf<"instruction">): boolean {
  if (part !== null && part !== "744") return false;
  return looksLikeInstruction(text) && /\bunder\s+[A-Z]{4,}/i.test(text) && /[“"]|``/.test(text);
}

function unread(text: string): Problem {
  const message =
    "this text reads like an instruction, but it does not stand where one is expected";
  return { code: "instruction/unread", message, text };
}

/** Adds the rows to the table; returns problems for text that stands in the table but in no row. */
function readTable(
  { rows, loose = [], closed = true }: AmendatoryBlock & { kind: "table" },
  table: RowReader,
): Problem[] {
  for (const row of rows) table.push(row);
  return [...(closed ? [] : [notClosed(rows)]), ...loose.map(besideRows)];
}

function notClosed(rows: readonly (readonly string[])[]): Problem {
  const message = "the table of a list has no end: its last row may hold text from below the table";
  return { code: "table/not-closed", message, text: rows.at(-1)?.join(" | ") ?? null };
}

function besideRows(text: string): Problem {
  const message = "this text stands in the table of a list, but in no row";
  return { code: "table/beside-rows", message, text };
}

/** Detects the column headings of a list. Without an instruction about the list above them, the rows would be lost. */
function headsList([country = "", entry = ""]: readonly string[]): boolean {
  return /^country$/i.test(country) && /^(?:entity|listed person)/i.test(entry);
}

function tableWithoutInstruction(rows: readonly (readonly string[])[]): Problem {
  const message = `a table of ${rows.length} rows looks like the table of a list, but no instruction about a list stands above it`;
  const text = rows.slice(0, SHOWN_ROWS).flat().filter(Boolean).join(" | ");
  return { code: "table/without-instruction", message, text };
}

/** Detects the headings `Country` and `Entity`, on one line or on two. */
function headsListInLines(lines: readonly string[]): boolean {
  return (
    lines.some((line) => /^country\b/i.test(line)) &&
    lines.some((line) => /\b(?:entity|listed person)\b/i.test(line))
  );
}

/** An instruction may run over three lines; the first one must begin like an instruction. */
function instructionsWithin(lines: readonly string[]): Problem[] {
  return lines.flatMap((line, at) => {
    const text = lines.slice(at, at + 3).join(" ");
    return looksLikeInstruction(text) && BEGINS_AS_INSTRUCTION.test(line) && /[“"]/.test(text)
      ? [unread(text)]
      : [];
  });
}

function unreadTable(lines: readonly string[], list: ListCode | null): Problem {
  const whose = list === null ? "a table that looks like one of a list" : `the table of ${list}`;
  const message = `${whose} is not read, because this text does not show where each cell belongs: its entries wait for the PDF or for publication`;
  return { code: UNREAD_TABLE, message, text: lines.slice(0, SHOWN_LINES).join(" | ") };
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
