/** Whether a rule is the one that another document names. */

import { isSameNumber } from "./document-number.ts";
import type { Rule, RuleMention } from "./rule.ts";

type Named = Pick<Rule, "documentNumber" | "citation" | "publicationDate" | "title" | "rins">;

/** Compares the number; without one the citation; without both the publication day together with the title or the RIN. */
export function isMentioned(mention: RuleMention, rule: Named): boolean {
  const { documentNumber, citation, publicationDate, title, rins } = mention;
  if (documentNumber !== null) return isSameNumber(documentNumber, rule.documentNumber);
  if (citation !== null && rule.citation !== null) return citation === rule.citation;
  if (publicationDate === null || publicationDate !== rule.publicationDate) return false;
  const isSameTitle = title !== null && letters(title) === letters(rule.title);
  return isSameTitle || rins.some((rin) => rule.rins.includes(rin));
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
