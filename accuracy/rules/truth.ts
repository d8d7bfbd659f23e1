/** What is right of a rule, as the `*.truth.json` beside it says. The fields are those that are scored. */

import type { ListCode } from "../../src/model/entry.ts";
import type { AmendmentOp } from "../../src/model/reading/rule.ts";

export interface Truth {
  /** The document number. */
  readonly num: string;
  readonly instr: readonly {
    readonly op: AmendmentOp;
    readonly list: ListCode;
    readonly dest: string;
    readonly names: readonly string[];
  }[];
  /** True where `instr` has not the names of all its rows. */
  readonly namesloose?: boolean;
  readonly entries: readonly {
    readonly list: ListCode;
    readonly dest: string;
    readonly name: string;
    /** As many as the entry announces; null where it announces none. */
    readonly aliases: number | null;
  }[];
  /** The claims that the label checks; there may be more. */
  readonly claims: Readonly<Partial<Record<ClaimedOp, TrueCounts>>>;
  readonly effective: string | null;
  readonly reasons?: readonly {
    /** The beginning of the paragraph. */
    readonly starts: string;
    /** The parties it speaks of: by name alone, or by destination and name. */
    readonly about: readonly (string | readonly [destination: string, name: string])[];
  }[];
  /** Something of it can't be read, and the reading must say so. */
  readonly mustproblem?: boolean;
}

export type ClaimedOp = "added" | "revised" | "removed";

interface TrueCounts {
  readonly entities?: number;
  readonly entries?: number;
  readonly addresses?: number;
  readonly dest?: Readonly<Record<string, number>>;
}
