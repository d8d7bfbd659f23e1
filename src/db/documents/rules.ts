/** Rules and their amendments, as read and executed. */

import { asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { LoggedChange } from "../../model/events/reread-rule.ts";
import { ruleKey } from "../../model/identity.ts";
import type { Correction, Problem, Rule, Substitution } from "../../model/reading/rule.ts";
import { entityEventsOf } from "../log/log.ts";
import { amendments, corrections, documents, rules, wantedRules } from "../schema/documents.ts";
import { changes } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import { prepareInsert, prepareUpsert } from "../store/prepare-rows.ts";
import { findRuleReading } from "./readings.ts";

/** Replaces an earlier reading of the rule. */
export function putRule(
  db: Database,
  documentId: string,
  rule: Rule,
  problems: readonly Problem[],
): void {
  const key = ruleKey(rule);
  const { upsertRule, citeRule, dropAmendments, insertAmendment } = queries(db);
  upsertRule({
    ruleKey: key,
    documentId,
    documentNumber: rule.documentNumber,
    publicationDate: rule.publicationDate,
    title: rule.title,
    citation: rule.citation,
    effectiveOn: rule.effectiveOn,
    stage: rule.stage,
    form: rule.form,
    claimsAgree: rule.claimsAgree,
    problems,
  });
  citeRule.run({ documentId, ruleKey: key });
  dropAmendments.run({ ruleKey: key });
  rule.amendments.forEach((amendment, position) => {
    insertAmendment({ ruleKey: key, position, ...amendment });
  });
}

const queries = prepareOnce((db) => {
  const { placeholder } = sql;
  const key = placeholder("ruleKey");
  return {
    upsertRule: prepareUpsert(db, rules, "ruleKey", [
      ...(["documentId", "documentNumber", "publicationDate", "title", "citation"] as const),
      ...(["effectiveOn", "stage", "form", "claimsAgree", "problems"] as const),
    ]),
    citeRule: db
      .update(documents)
      .set({ ruleKey: sql`${key}` })
      .where(eq(documents.id, placeholder("documentId")))
      .prepare(),
    dropAmendments: db.delete(amendments).where(eq(amendments.ruleKey, key)).prepare(),
    insertAmendment: prepareInsert(db, amendments, [
      ...(["ruleKey", "position", "op", "list", "destination"] as const),
      ...(["names", "text", "entryIndexes"] as const),
    ]),
    rule: db.select().from(rules).where(eq(rules.ruleKey, key)).prepare(),
    changesOfNumber: db
      .select()
      .from(changes)
      .where(eq(changes.documentNumber, placeholder("documentNumber")))
      .prepare(),
    correctionsOf: db
      .select()
      .from(corrections)
      .where(eq(corrections.corrects, placeholder("corrects")))
      .orderBy(asc(corrections.documentNumber))
      .prepare(),
    unresolvedCorrections: db
      .select()
      .from(corrections)
      // Same words as the index `corrections_unresolved`; otherwise SQLite would not use it.
      .where(sql`corrects like '@%' or corrects like '% FR %'`)
      .orderBy(asc(corrections.documentNumber))
      .prepare(),
  };
});

/** Deletes a rule that never became law; its documents are no longer copies of it. */
export function dropRule(db: Database, key: string): void {
  db.delete(amendments).where(eq(amendments.ruleKey, key)).run();
  db.delete(rules).where(eq(rules.ruleKey, key)).run();
  db.update(documents).set({ ruleKey: null }).where(eq(documents.ruleKey, key)).run();
}

/** Adopts the rules that past snapshots cite in the replay. */
export function alignWanted(db: Database, replay: Database): void {
  for (const day of wantedDays(replay, -1)) wantRule(db, day);
}

/** Adopts the problems found when the rules were replayed in law order; rules that were not replayed keep theirs. */
export function alignProblems(db: Database, replay: Database): void {
  for (const { ruleKey, problems } of replay.select().from(rules).all()) {
    db.update(rules).set({ problems }).where(eq(rules.ruleKey, ruleKey)).run();
  }
}

export type StoredRule = typeof rules.$inferSelect & { problems: Problem[] };

/** Newest first. */
export function listRules(db: Database): StoredRule[] {
  return db.select().from(rules).orderBy(desc(rules.publicationDate)).all() as StoredRule[];
}

/** Newest first. */
export function rulesWithProblems(db: Database): StoredRule[] {
  return (
    db
      .select()
      .from(rules)
      // Same words as the index `rules_with_problems`; otherwise SQLite would not use it.
      .where(sql`problems <> '[]'`)
      .orderBy(desc(rules.publicationDate))
      .all() as StoredRule[]
  );
}

export function findRule(db: Database, key: string): StoredRule | null {
  const found = queries(db).rule.get({ ruleKey: key });
  return (found as StoredRule | undefined) ?? null;
}

/** A correction names its rule by number only. */
export function findRulesByNumber(db: Database, documentNumber: string): StoredRule[] {
  const isNamed = eq(rules.documentNumber, documentNumber);
  return db.select().from(rules).where(isNamed).all() as StoredRule[];
}

/** Rules that match a key or number; several where the number is not unique. */
export function findRulesCalled(db: Database, called: string): StoredRule[] {
  const exact = findRule(db, called);
  return exact === null ? findRulesByNumber(db, called) : [exact];
}

/** The rule's changes of the lists, in log order, without those withdrawn. */
export function loggedChanges(
  db: Database,
  rule: Pick<Rule, "documentNumber" | "publicationDate">,
): LoggedChange[] {
  const { documentNumber } = rule;
  const numbered = queries(db).changesOfNumber.all({ documentNumber });
  // A rule on public inspection may have no date, or one that changed later.
  const ofRule = numbered.filter(
    (change) =>
      ruleKey(change) === ruleKey(rule) ||
      change.publicationDate === null ||
      rule.publicationDate === null,
  );
  const found = ofRule.flatMap(({ changeId, entryId }) => {
    const events = entityEventsOf(db, entryId).filter(
      ({ type, data }) => data.changeId === changeId && type !== "entity.codified",
    );
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined || last.type === "entity.withdrawn") return [];
    return [{ sequence: first.sequence, change: { before: first.data.before, last: last.data } }];
  });
  return found.sort((a, b) => (a.sequence < b.sequence ? -1 : 1)).map(({ change }) => change);
}

/** Requests the rule of a snapshot's newest citation, unless a rule of that day is known. */
export function wantRule(db: Database, publicationDate: string): void {
  const isOfDay = eq(rules.publicationDate, publicationDate);
  if (db.select().from(rules).where(isOfDay).get() !== undefined) return;
  db.insert(wantedRules).values({ publicationDate }).onConflictDoNothing().run();
}

/** Days whose rules have not been requested yet, newest first. */
export function wantedDays(db: Database, limit: number): string[] {
  return db
    .select()
    .from(wantedRules)
    .where(isNull(wantedRules.askedAt))
    .orderBy(desc(wantedRules.publicationDate))
    .limit(limit)
    .all()
    .map(({ publicationDate }) => publicationDate);
}

export function putAsked(db: Database, publicationDate: string, now: Date): void {
  const set = { askedAt: now.toISOString() };
  db.update(wantedRules).set(set).where(eq(wantedRules.publicationDate, publicationDate)).run();
}

/** Replaces an earlier reading of the correction. */
export function putCorrection(db: Database, documentId: string, correction: Correction): void {
  const { documentNumber, corrects, substitutions } = correction;
  const row = { documentId, corrects, substitutions };
  db.insert(corrections)
    .values({ documentNumber, ...row })
    .onConflictDoUpdate({ target: corrections.documentNumber, set: row })
    .run();
}

/** Documents about the rule, ordered by number: `2026-06400` before `C1-…` before `C2-…`. */
export function correctionsOf(db: Database, documentNumber: string): Correction[] {
  return withReadings(db, queries(db).correctionsOf.all({ corrects: documentNumber }));
}

/** Corrections that print no number of their rule and whose rule is still unknown. */
export function unresolvedCorrections(db: Database): Correction[] {
  return withReadings(db, queries(db).unresolvedCorrections.all());
}

/** Stores the number of the rule that the document is about. */
export function resolveCorrection(db: Database, documentNumber: string, corrects: string): void {
  const isNumbered = eq(corrections.documentNumber, documentNumber);
  db.update(corrections).set({ corrects }).where(isNumbered).run();
}

function withReadings(
  db: Database,
  stored: readonly (typeof corrections.$inferSelect)[],
): Correction[] {
  return stored.map(({ documentId, documentNumber, corrects, substitutions }) => {
    const said = findRuleReading(db, documentId)?.correction ?? {};
    const kept = { documentNumber, corrects } as const;
    return { substitutions: substitutions as Substitution[], ...said, ...kept };
  });
}
