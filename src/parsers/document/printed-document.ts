/** The parts of a Federal Register document, the same for every form. */

import type { DocumentForm, Problem } from "../../model/reading/rule.ts";

export interface PrintedDocument {
  readonly form: DocumentForm;
  /** `Rule`, `Notice`, …; null if the form does not state it. */
  readonly type: string | null;
  /** `DEPARTMENT OF COMMERCE Bureau of Industry and Security`. */
  readonly agencies: string;
  /** The title. */
  readonly subject: string | null;
  /** The ACTION line. */
  readonly action: string | null;
  readonly summary: string | null;
  /** The DATES paragraph. */
  readonly dates: string | null;
  readonly docketIds: readonly string[];
  readonly rins: readonly string[];
  /** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`. */
  readonly frDoc: string | null;
  /** The number in the stamp on a displayed PDF: `available online at https://federalregister.gov/d/2025-05427`. */
  readonly stampedNumber?: string | null;
  /** `81 FR 86778`, if the form has the header of the issue. */
  readonly citation: string | null;
  /** `YYYY-MM-DD`. */
  readonly publicationDate: string | null;
  /** Plain text and PDF of a copy on display are `displayed`. */
  readonly stage: "displayed" | "published";
  /** Headings and paragraphs between the summary and the amendments. */
  readonly preamble: readonly PreambleBlock[];
  /** Instructions and tables in printed order. */
  readonly amendatory: readonly AmendatoryBlock[];
  /** Problems of the form itself. */
  readonly problems?: readonly Problem[];
}

/** A heading or paragraph of the preamble. */
export interface PreambleBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

export type AmendatoryBlock =
  | {
      /** Text among the instructions that is not marked as one: regulatory text, or a misplaced instruction. */
      readonly kind: "other";
      readonly text: string;
    }
  | {
      readonly kind: "instruction";
      readonly text: string;
      /** The CFR part above the instruction; null if the form does not state it. */
      readonly part: string | null;
    }
  | {
      readonly kind: "table";
      /** Rows of cells. The lines of a cell are joined by `\n`. */
      readonly rows: readonly (readonly string[])[];
      /** Text outside the rows except footnotes, and doubts about the rows. */
      readonly loose?: readonly string[];
      /** False if the end of the table was not found: its last row may contain the text below it. */
      readonly closed?: boolean;
    }
  | {
      /** A table that lost its rows and columns. */
      readonly kind: "unread-table";
      readonly lines: readonly string[];
    };
