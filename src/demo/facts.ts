/**
 * Facts of the rules of 28 March 2025: names, addresses and license terms of the codified rows, the counts of the official
 * abstracts, and for 2025-05427 one justification in this project's own words. They are not the rules' text.
 */

import rule05426 from "./facts/2025-05426.json" with { type: "json" };
import rule05427 from "./facts/2025-05427.json" with { type: "json" };

export interface RowFacts {
  readonly destination: string;
  /** The entry cell, line by line: name, aliases, addresses. */
  readonly entity: readonly string[];
  readonly licenseRequirement: string;
  readonly licenseReviewPolicy: string;
  readonly citations: string;
}

export interface RuleFacts {
  readonly documentNumber: string;
  readonly title: string;
  readonly type: string;
  readonly citation: string | null;
  readonly pages?: string;
  readonly publicationDate: string;
  readonly effectiveOn: string;
  readonly docketId?: string;
  readonly rin?: string;
  /** The counts of the official abstract, per destination. */
  readonly claims: {
    readonly entities: number;
    readonly destinations: Readonly<Record<string, number>>;
    readonly revised?: Readonly<Record<string, number>>;
  };
  readonly added: readonly RowFacts[];
  readonly revised: readonly RowFacts[];
  /** The revised rows before the revision. */
  readonly baseline: readonly RowFacts[];
  readonly reasons: readonly { readonly text: string; readonly sections: readonly string[] }[];
}

export const facts: readonly RuleFacts[] = [
  rule05426 as unknown as RuleFacts,
  rule05427 as unknown as RuleFacts,
];
