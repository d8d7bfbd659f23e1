/** Rules and their amendments, as read and executed. */

import { desc, eq } from "drizzle-orm";
import { ruleKey } from "../model/identity.ts";
import type { Problem, Rule } from "../model/rule.ts";
import type { Database } from "./open-store.ts";
import { amendments, rules } from "./schema.ts";

/** A rule read again takes the place of its earlier reading. */
export function putRule(
  db: Database,
  documentId: string,
  rule: Rule,
  problems: readonly Problem[],
): void {
  const key = ruleKey(rule);
  const row = {
    documentId,
    documentNumber: rule.documentNumber,
    publicationDate: rule.publicationDate,
    title: rule.title,
    citation: rule.citation,
    effectiveOn: rule.effectiveOn,
    stage: rule.stage,
    claimsAgree: rule.claimsAgree,
    problems,
  };
  db.insert(rules)
    .values({ ruleKey: key, ...row })
    .onConflictDoUpdate({ target: rules.ruleKey, set: row })
    .run();
  db.delete(amendments).where(eq(amendments.ruleKey, key)).run();
  rule.amendments.forEach((amendment, position) => {
    db.insert(amendments)
      .values({ ruleKey: key, position, ...amendment })
      .run();
  });
}

export type StoredRule = typeof rules.$inferSelect & { problems: Problem[] };

/** Newest first. */
export function listRules(db: Database): StoredRule[] {
  return db.select().from(rules).orderBy(desc(rules.publicationDate)).all() as StoredRule[];
}
