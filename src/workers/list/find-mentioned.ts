/** Finds the rule that a document is about, in either order of arrival. */

import { findRuleReading } from "../../db/documents/readings.ts";
import {
  findRulesByNumber,
  listRules,
  resolveCorrection,
  type StoredRule,
  unresolvedCorrections,
} from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { Correction, Rule } from "../../model/reading/rule.ts";
import { isMentioned } from "../../model/reading/rule-mention.ts";

/** Several if the document's reference is ambiguous. */
export function findMentioned(db: Database, { corrects, mention }: Correction): StoredRule[] {
  // Numbers were reused before 2016; the newest rule of the number is the one corrected.
  const numbered = findRulesByNumber(db, corrects).slice(-1);
  if (numbered.length > 0 || mention === undefined) return numbered;
  return listRules(db).filter((rule) =>
    isMentioned(mention, {
      ...rule,
      // Read only if the comparison needs it: most rules differ in number, citation or day.
      get rins() {
        return findRuleReading(db, rule.documentId)?.rule.rins ?? [];
      },
    }),
  );
}

/** Resolves documents that arrived before the rule and name it without its number. */
export function adoptCorrections(db: Database, rule: Rule): void {
  for (const { documentNumber } of mentionsOf(db, rule)) {
    resolveCorrection(db, documentNumber, rule.documentNumber);
  }
}

/** Whether `adoptCorrections` would adopt any. */
export function isMentionedBefore(db: Database, rule: Rule): boolean {
  return mentionsOf(db, rule).length > 0;
}

function mentionsOf(db: Database, rule: Rule): Correction[] {
  return unresolvedCorrections(db).filter(
    ({ documentNumber, mention }) =>
      mention !== undefined && documentNumber !== rule.documentNumber && isMentioned(mention, rule),
  );
}
