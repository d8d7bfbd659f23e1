/** What a parser returns: the records, and an account of every row ("Every row is accounted for"). */

import type { Entry, ListCode } from "../entry.ts";
import type { ListNote } from "./list-note.ts";
import type { Correction, Rule } from "./rule.ts";

/** The parser's version. Raised whenever a reading may differ; it never enters an id. */
export const PARSER = "entitywire-parser/6";

/** The PDF reader's version. Raised whenever its output may differ; it never enters an id. */
export const PDF_READER = "entitywire-pdf/1";

/** Every row of a list's table body falls in exactly one of these. */
export interface RowTally {
  readonly rows: number;
  readonly entries: number;
  /** Rows whose text belongs to the entry above (or, rarely, below). */
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
  /** Parallel to `entries`. Absent from readings stored by older versions. */
  readonly terms?: readonly PrintedTerms[];
  readonly tally: RowTally;
  /** Distinct destination headings, `[Reserved]` ones included. */
  readonly destinations: number;
  /** Notes of the eCFR's editors, in printed order. */
  readonly notes: readonly ListNote[];
}

export interface SnapshotReading {
  readonly lists: readonly ListReading[];
  readonly quarantine: readonly QuarantinedRow[];
}

export interface RuleReading {
  readonly rule: Rule;
  /** Null where the document does not correct, delay or withdraw another one. */
  readonly correction: Correction | null;
  /** Number of documents about the rule that were applied when it was read. In older readings absent: only corrections were applied. */
  readonly readWith?: number;
  /** Parallel to `rule.entries`: the 1-based table rows each entry was read from. */
  readonly rows: readonly (readonly number[])[];
  readonly tally: RowTally;
  readonly quarantine: readonly QuarantinedRow[];
}

/** Whether everything that changes a list was understood and the claims agree. Reasons are not needed for that. */
export function isReadWhole({ rule, quarantine }: RuleReading): boolean {
  // Why a party is listed says nothing about whether it is.
  const bearing = rule.problems.filter(({ code }) => !code.startsWith("reason/"));
  return bearing.length === 0 && quarantine.length === 0 && rule.claimsAgree !== false;
}
