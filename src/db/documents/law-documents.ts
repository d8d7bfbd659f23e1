/** The documents that make the list: each rule, from its first copy to its best, and of each day the snapshot that came last. */

import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { byLaw, type LawDocument, lawDay } from "../../model/list/law-order.ts";
import { documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import type { Document } from "./documents.ts";

/** In the order of law. */
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
      // A copy that is damaged takes nothing back that a better one said: so it was read, and so it is read again.
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
  // The text of an old date is patched afterwards: what came last is what the eCFR says of the day.
  const ofDay = new Map(rows.flatMap(({ id, asOf }) => (asOf === null ? [] : [[asOf, id]])));
  return [...ofDay].map(([day, id]) => ({ documentId: id, key: id, kind: "snapshot", day }));
}

/** True where the document was applied behind one of a later day of law. */
export function isOutOfOrder(db: Database, documentId: string): boolean {
  const witnesses = listLawDocuments(db);
  const isAmong = witnesses.some((witness) => witness.documentId === documentId);
  return isAmong && witnesses.at(-1)?.documentId !== documentId;
}

/** `day`: from which on history is to be told anew; `knownFrom`: the instant from which what comes of it is known. */
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

/** In the order they came. */
export function outOfOrderDocuments(db: Database): Document[] {
  return (
    db
      .select()
      .from(documents)
      // In the words of the index `documents_out_of_order`, or SQLite would not use it.
      .where(sql`out_of_order_since is not null`)
      .orderBy(asc(documents.seq))
      .all()
  );
}
