/** A Federal Register document as printed, whatever form it came in: what is read for the rule in it. */

import type { DocumentForm, Problem } from "../../model/reading/rule.ts";

export interface PrintedDocument {
  readonly form: DocumentForm;
  /** `Rule`, `Notice`, …; null where the form does not say. */
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
  /** Of a PDF on display: the number in the stamp at its head, `available online at https://federalregister.gov/d/2025-05427`. */
  readonly stampedNumber?: string | null;
  /** `81 FR 86778`, where the form carries the header. */
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The plain text of a copy on display says so. */
  readonly stage: "displayed" | "published";
  /** Headings and paragraphs between the summary and the amendments. */
  readonly preamble: readonly PreambleBlock[];
  /** Instructions and tables in printed order. */
  readonly amendatory: readonly AmendatoryBlock[];
  /** What its form leaves open, whatever is read from it. */
  readonly problems?: readonly Problem[];
}

/** A heading or paragraph of the preamble. */
export interface PreambleBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

export type AmendatoryBlock =
  | {
      /** Text among the instructions that is marked as none: of the regulation, or an instruction printed out of its place. */
      readonly kind: "other";
      readonly text: string;
    }
  | {
      readonly kind: "instruction";
      readonly text: string;
      /** The CFR part it stands under; null where the form does not say. */
      readonly part: string | null;
    }
  | {
      readonly kind: "table";
      /** Rows of cells, lines of a cell joined by `\n`. */
      readonly rows: readonly (readonly string[])[];
      /** What it says outside of its rows, but for footnotes. */
      readonly loose?: readonly string[];
      /** False where its end was not found: its last row may hold what stands below it. */
      readonly closed?: boolean;
    }
  | {
      /** A table of which the rows and columns are lost. */
      readonly kind: "unread-table";
      readonly lines: readonly string[];
    };
