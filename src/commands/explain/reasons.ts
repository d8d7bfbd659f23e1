/** Prints each justification where it is first needed, and refers to it by number after that. */

import {
  describeFootnotes,
  describePolicy,
  describeSections,
} from "../../model/reading/describe-terms.ts";
import type { Justification } from "../../model/reading/rule.ts";
import { type Page, wrap } from "./page.ts";

export interface ReasonPrinter {
  /** The justifications that fit the party printed above. */
  print(fits: (passage: Justification) => boolean): string[];
}

const INDENT = "      ";

export function createReasonPrinter(
  justifications: readonly Justification[],
  page: Page,
): ReasonPrinter {
  const numbers = new Map<Justification, number>();
  return {
    print: (fits) => {
      const passages = justifications.filter(fits);
      if (passages.length === 0) return [INDENT + page.paint("yellow", "No justification found.")];
      return passages.flatMap((passage) => {
        const known = numbers.get(passage);
        if (known !== undefined) return [`${INDENT}Justification ${known}, above.`];
        numbers.set(passage, numbers.size + 1);
        return markUpPassage(passage, numbers.size, page);
      });
    },
  };
}

function markUpPassage(passage: Justification, number: number, page: Page): string[] {
  const { text, sections, footnotes, licenseReviewPolicy: policy } = passage;
  const stated = [
    ...describeSections(sections),
    ...describeFootnotes(footnotes),
    ...(policy === null ? [] : [`review: ${describePolicy(policy)}`]),
  ].join("; ");
  return [
    ...wrap(page, `Justification ${number}${stated === "" ? "" : ` (${stated})`}:`, {
      first: INDENT,
    }),
    ...wrap(page, `“${text}”`, { first: `${INDENT}  `, style: "cyan" }),
  ];
}
