/** The documents that make up the list: the copies of each rule, best last, and the latest snapshot of each day. */

import { and, asc, desc, eq, exists, gte, inArray, isNotNull, sql } from "drizzle-orm";
import { byLaw, type LawDocument, lawDay } from "../../model/list/law-order.ts";
import { documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import type { Document } from "./documents.ts";

/** In law order. */
export function listLawDocuments(db: Database): LawDocument[] {
  const rules = inBestOrder(copiesOfRules(db).all()).map(asRuleDocument);
  return [...rules, ...snapshotDocuments(db)].sort(byLaw);
}

function copiesOfRules(db: Database) {
  return db
    .select({
      documentId: documents.id,
      seq: documents.seq,
      key: rules.ruleKey,
      bestId: rules.documentId,
      effectiveOn: rules.effectiveOn,
      publicationDate: rules.publicationDate,
      knownFrom: documents.knownFrom,
    })
    .from(rules)
    .innerJoin(documents, eq(documents.ruleKey, rules.ruleKey))
    .$dynamic();
}

type RuleCopy = ReturnType<ReturnType<typeof copiesOfRules>["all"]>[number];

/** Best copy last: a damaged copy must not take back what a better one said. It was first read in this order too. */
function inBestOrder(copies: readonly RuleCopy[]): RuleCopy[] {
  const isBest = ({ documentId, bestId }: RuleCopy) => Number(documentId === bestId);
  return copies.toSorted((a, b) => isBest(a) - isBest(b) || a.seq - b.seq);
}

function asRuleDocument({ documentId, key, knownFrom, ...dates }: RuleCopy): LawDocument {
  return { documentId, key, kind: "rule", day: lawDay(dates, knownFrom.slice(0, 10)) };
}

const IS_TRUSTED = inArray(documents.state, ["applied", "historical"]);

function snapshotDocuments(db: Database): LawDocument[] {
  const rows = db
    .select({ id: documents.id, asOf: documents.asOf })
    .from(documents)
    .where(and(eq(documents.kind, "snapshot"), IS_TRUSTED))
    .orderBy(asc(documents.seq))
    .all();
  // The eCFR corrects texts of past dates, so the latest one counts.
  const ofDay = new Map(rows.flatMap(({ id, asOf }) => (asOf === null ? [] : [[asOf, id]])));
  return [...ofDay].map(([day, id]) => asSnapshotDocument(id, day));
}

function asSnapshotDocument(id: string, day: string): LawDocument {
  return { documentId: id, key: id, kind: "snapshot", day };
}

/** Whether the document was applied after one of a later law day. Costs the same however many documents there are. */
export function isOutOfOrder(db: Database, documentId: string): boolean {
  return lastLawDocument(db)?.documentId !== documentId && isLawDocument(db, documentId);
}

/** The last document of `listLawDocuments`. */
function lastLawDocument(db: Database): LawDocument | undefined {
  const { lastRule, copies, undated, lastSnapshot } = lawQueries(db);
  const dated = lastRule.get();
  const ofLastRule = dated === undefined ? [] : copies.all({ key: dated.key });
  // A rule without dates has the day on which each copy became known. Such rules are few.
  const ofRules = inBestOrder([...ofLastRule, ...undated.all()]).map(asRuleDocument);
  const { id, asOf } = lastSnapshot.get() ?? { id: "", asOf: null };
  return [...ofRules, ...(asOf === null ? [] : [asSnapshotDocument(id, asOf)])].sort(byLaw).at(-1);
}

/** Whether `listLawDocuments` has the document. */
function isLawDocument(db: Database, documentId: string): boolean {
  const { copyOfRule, snapshotDay, lastSnapshotOf } = lawQueries(db);
  if (copyOfRule.get({ documentId }) !== undefined) return true;
  const asOf = snapshotDay.get({ documentId })?.asOf ?? null;
  return asOf !== null && lastSnapshotOf.get({ asOf })?.id === documentId;
}

const lawQueries = prepareOnce((db) => {
  const { placeholder } = sql;
  // The expression of the index `rules_by_law`; otherwise SQLite would not use it.
  const { effectiveOn, publicationDate } = rules;
  const datedOn = sql`case when ${effectiveOn} is null then ${publicationDate} else ${effectiveOn} end`;
  const hasCopy = exists(
    db.select({ seq: documents.seq }).from(documents).where(eq(documents.ruleKey, rules.ruleKey)),
  );
  const snapshot = { id: documents.id, asOf: documents.asOf };
  // Same words as the index `snapshots_by_date`.
  const isTrustedSnapshot = and(sql`kind = 'snapshot'`, IS_TRUSTED);
  return {
    lastRule: db
      .select({ key: rules.ruleKey })
      .from(rules)
      // Every date is greater than the empty text; SQLite takes this bound from the index.
      .where(and(gte(datedOn, ""), hasCopy))
      .orderBy(desc(datedOn), desc(rules.ruleKey))
      .limit(1)
      .prepare(),
    copies: copiesOfRules(db)
      .where(eq(rules.ruleKey, placeholder("key")))
      .prepare(),
    undated: copiesOfRules(db).where(sql`${datedOn} is null`).prepare(),
    lastSnapshot: db
      .select(snapshot)
      .from(documents)
      .where(and(isTrustedSnapshot, isNotNull(documents.asOf)))
      .orderBy(desc(documents.asOf), desc(documents.seq))
      .limit(1)
      .prepare(),
    copyOfRule: copiesOfRules(db)
      .where(eq(documents.id, placeholder("documentId")))
      .prepare(),
    snapshotDay: db
      .select({ asOf: documents.asOf })
      .from(documents)
      .where(eq(documents.id, placeholder("documentId")))
      .prepare(),
    lastSnapshotOf: db
      .select(snapshot)
      .from(documents)
      .where(and(isTrustedSnapshot, eq(documents.asOf, placeholder("asOf"))))
      .orderBy(desc(documents.seq))
      .limit(1)
      .prepare(),
  };
});

/** `day`: the law day from which history is replayed; `knownFrom`: the instant from which the results are known. */
export function putOutOfOrder(
  db: Database,
  documentId: string,
  day: string,
  knownFrom: string,
): void {
  const set = { outOfOrderSince: day, outOfOrderKnownFrom: knownFrom };
  db.update(documents).set(set).where(eq(documents.id, documentId)).run();
}

export function putInOrder(db: Database, documentId: string): void {
  const set = { outOfOrderSince: null, outOfOrderKnownFrom: null };
  db.update(documents).set(set).where(eq(documents.id, documentId)).run();
}

/** In order of arrival. */
export function outOfOrderDocuments(db: Database): Document[] {
  return (
    db
      .select()
      .from(documents)
      // Same words as the index `documents_out_of_order`; otherwise SQLite would not use it.
      .where(sql`out_of_order_since is not null`)
      .orderBy(asc(documents.seq))
      .all()
  );
}
