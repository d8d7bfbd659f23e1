/** The documents that make up the list: the copies of each rule, best last, and the latest snapshot of each day. */

import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { byLaw, type LawDocument, lawDay } from "../../model/list/law-order.ts";
import { documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import type { Document } from "./documents.ts";

/** In law order. */
export function listLawDocuments(db: Database): LawDocument[] {
  return [...ruleDocuments(db), ...snapshotDocuments(db)].sort(byLaw);
}

function ruleDocuments(db: Database): LawDocument[] {
  return (
    db
      .select({
        documentId: documents.id,
        key: rules.ruleKey,
        effectiveOn: rules.effectiveOn,
        publicationDate: rules.publicationDate,
        knownFrom: documents.knownFrom,
      })
      .from(rules)
      .innerJoin(documents, eq(documents.ruleKey, rules.ruleKey))
      // Best copy last: a damaged copy must not take back what a better one said. It was first read in this order too.
      .orderBy(asc(sql`${documents.id} = ${rules.documentId}`), asc(documents.seq))
      .all()
      .map(({ documentId, key, knownFrom, ...dates }) => {
        return { documentId, key, kind: "rule", day: lawDay(dates, knownFrom.slice(0, 10)) };
      })
  );
}

function snapshotDocuments(db: Database): LawDocument[] {
  const isTrusted = inArray(documents.state, ["applied", "historical"]);
  const rows = db
    .select({ id: documents.id, asOf: documents.asOf })
    .from(documents)
    .where(and(eq(documents.kind, "snapshot"), isTrusted))
    .orderBy(asc(documents.seq))
    .all();
  // The eCFR corrects texts of past dates, so the latest one counts.
  const ofDay = new Map(rows.flatMap(({ id, asOf }) => (asOf === null ? [] : [[asOf, id]])));
  return [...ofDay].map(([day, id]) => ({ documentId: id, key: id, kind: "snapshot", day }));
}

/** Whether the document was applied after one of a later law day. */
export function isOutOfOrder(db: Database, documentId: string): boolean {
  const lawDocuments = listLawDocuments(db);
  const isAmong = lawDocuments.some((one) => one.documentId === documentId);
  return isAmong && lawDocuments.at(-1)?.documentId !== documentId;
}

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
