/** Patterns that the checker refuses, or cannot see, and that are all right nevertheless: each with its reason. */

export interface Exception {
  readonly file: string;
  /** How the pattern starts, or the call that builds it. */
  readonly starts: string;
  readonly reason: string;
}

/** Refused by the checker. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    file: "src/parsers/claims/tokens.ts",
    starts: "((?:Uyghur",
    reason:
      "its last alternatives match any word and any mark, so it fails at no place and consumes what it read",
  },
];

/** Built from an argument, so that no pattern is seen until then. */
export const BUILT_LATE: readonly Exception[] = [
  {
    file: "src/model/list/same-terms.ts",
    starts: "new RegExp(`^(?:",
    reason: "anchored alternatives of escaped terms from a fixed table, without a loop",
  },
  {
    file: "src/parsers/document/correction.ts",
    starts: "new RegExp(`(?<![\\\\p{L}\\\\p{N}])",
    reason: "a quotation, escaped; its only loops are white space between words",
  },
  {
    file: "src/parsers/preamble/names.ts",
    starts: "new RegExp(`(?<![\\\\p{L}\\\\p{N}])",
    reason: "a name, escaped; without a loop",
  },
  {
    file: "src/sources/root-name.ts",
    starts: "new RegExp(`^<(/",
    reason: "roots are names in the code; anchored, on the last tag of at most 4,096 bytes",
  },
];
