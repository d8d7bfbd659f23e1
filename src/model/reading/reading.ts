/** What a parser hands back: the records, and an account of every row (law 5). */

import type { Entry, ListCode } from "../entry.ts";
import type { ListNote } from "./list-note.ts";
import type { Correction, Rule } from "./rule.ts";

/** Which parser read a document. Raised whenever a reading may differ; it never enters an id. */
export const PARSER = "entitywire-parser/6";

/** Which reader opened a PDF. Raised whenever its print may differ; it never enters an id. */
export const PDF_READER = "entitywire-pdf/1";

/** Every row of a list's table body falls in exactly one of these. */
export interface RowTally {
  readonly rows: number;
  readonly entries: number;
  /** Rows whose text belongs to the entry above (or, seldom, below). */
  readonly continuations: number;
  /** Knowingly ignored: column headings, group headings, stars, blank rows. */
  readonly headings: number;
  readonly reserved: number;
  readonly quarantined: number;
}

export interface QuarantinedRow {
  readonly list: ListCode;
  /** 1-based row of the list's table body. */
  readonly row: number;
  readonly reason: string;
  /** The cells as printed, joined by ` | `. */
  readonly text: string;
}

/** License requirement, license review policy and citations of a row as printed; empty where the list has no such column. */
export type PrintedTerms = readonly [string, string, string];

export interface ListReading {
  readonly list: ListCode;
  readonly entries: readonly Entry[];
  /** Parallel to `entries`: the 1-based rows each entry was read from, the first being its head. */
  readonly rows: readonly (readonly number[])[];
  /** Parallel to `entries`. Absent from readings stored before. */
  readonly terms?: readonly PrintedTerms[];
  readonly tally: RowTally;
  /** Distinct destination headings, `[Reserved]` ones included. */
  readonly destinations: number;
  /** Of the eCFR's editors, in printed order. */
  readonly notes: readonly ListNote[];
}

export interface SnapshotReading {
  readonly lists: readonly ListReading[];
  readonly quarantine: readonly QuarantinedRow[];
}

export interface RuleReading {
  readonly rule: Rule;
  /** Null where the document corrects, delays or withdraws no other one. */
  readonly correction: Correction | null;
  /** How many documents about it it was read with. Absent in readings before it was counted: its corrections. */
  readonly readWith?: number;
  /** Parallel to `rule.entries`: the 1-based table rows each entry was read from. */
  readonly rows: readonly (readonly number[])[];
  readonly tally: RowTally;
  readonly quarantine: readonly QuarantinedRow[];
}

/** Whether all that changes a list was understood, and the rule is what it says of itself (DESIGN §5). */
export function isReadWhole({ rule, quarantine }: RuleReading): boolean {
  // Why a party is listed says nothing about whether it is.
  const bearing = rule.problems.filter(({ code }) => !code.startsWith("reason/"));
  return bearing.length === 0 && quarantine.length === 0 && rule.claimsAgree !== false;
}
