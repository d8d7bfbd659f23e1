import { and, asc, desc, eq, gt, lte, sql } from "drizzle-orm";
import { isReckonedFrom, isSettled, nextRefetch } from "../../model/clock/refetch-schedule.ts";
import type { ListCode } from "../../model/entry.ts";
import { PipelineError } from "../../model/errors.ts";
import { sha256Hex } from "../../model/identity.ts";
import {
  type DOCUMENT_SOURCES,
  type DOCUMENT_STATES,
  documentCounts,
  documents,
} from "../schema/documents.ts";
import { getBody, putBody } from "../store/bodies.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";

export type Document = typeof documents.$inferSelect;
export type DocumentCount = typeof documentCounts.$inferSelect;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** States in which a step is still to come. */
const UNFINISHED: readonly DocumentState[] = ["fetched", "read"];

export interface NewDocument {
  readonly kind: "rule" | "snapshot";
  readonly bytes: Uint8Array;
  readonly source: (typeof DOCUMENT_SOURCES)[number];
  readonly url: string | null;
  readonly documentNumber?: string;
  readonly publicationDate?: string;
  /** The API's record of a rule, as received. */
  readonly metadata?: Uint8Array;
  /** The date of a snapshot. */
  readonly asOf?: string;
  /** Set where the content was known earlier than now. */
  readonly knownFrom?: Date;
}

export interface StoredDocument {
  readonly id: string;
  readonly generation: number;
  /** False if the same document was stored before. */
  readonly isNew: boolean;
  /** For a document stored before: the instant stored then. */
  readonly knownFrom: string;
}

/**
 * A document's id is made from its bytes (and a snapshot's date), so the same document is stored once. A rule imported from
 * disk gets its number and date when its source delivers the same bytes. A displayed document that is published unchanged
 * is stored twice: the second is better evidence.
 */
export function putDocument(db: Database, document: NewDocument, now: Date): StoredDocument {
  const sha256 = putBody(db, document.bytes, now);
  const display = document.source === "public-inspection" ? "display" : null;
  const id = [document.kind, display, document.asOf, sha256.slice(0, 32)].filter(Boolean).join("-");
  const metadata = document.metadata === undefined ? null : putBody(db, document.metadata, now);
  const fromSource = {
    url: document.url,
    documentNumber: document.documentNumber ?? null,
    publicationDate: document.publicationDate ?? null,
    metadataSha256: metadata,
  };
  const known = db.select().from(documents).where(eq(documents.id, id)).get();
  if (known !== undefined) {
    if (known.documentNumber === null && fromSource.documentNumber !== null) {
      db.update(documents).set(fromSource).where(eq(documents.id, id)).run();
    }
    const { generation, knownFrom } = known;
    return { id, generation, isNew: false, knownFrom };
  }
  const knownFrom = (document.knownFrom ?? now).toISOString();
  db.insert(documents)
    .values({
      id,
      kind: document.kind,
      state: "fetched",
      sha256,
      source: document.source,
      ...fromSource,
      asOf: document.asOf ?? null,
      fetchedAt: now.toISOString(),
      knownFrom,
      askAgainAt: isRefetched(document, now) ? nextRefetch(now, now) : null,
    })
    .run();
  return { id, generation: 1, isNew: true, knownFrom };
}

function isRefetched({ source, publicationDate = "" }: NewDocument, now: Date): boolean {
  return source === "federal-register" && !isSettled(publicationDate, now);
}

const queries = prepareOnce((db) => ({
  byId: db
    .select()
    .from(documents)
    .where(eq(documents.id, sql.placeholder("id")))
    .prepare(),
  inLine: db
    .select({ id: documents.id, state: documents.state, generation: documents.generation })
    .from(documents)
    // Same words as the index `documents_in_line`; otherwise SQLite would not use it.
    .where(sql`state in ('fetched', 'read')`)
    .orderBy(asc(documents.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
  newestSnapshot: db
    .select()
    .from(documents)
    // Same words as the index `snapshots_by_date`; otherwise SQLite would not use it.
    .where(sql`kind = 'snapshot'`)
    .orderBy(desc(documents.asOf), desc(documents.seq))
    .limit(1)
    .prepare(),
  move: db
    .update(documents)
    .set({ state: sql`${sql.placeholder("state")}`, note: sql`${sql.placeholder("note")}` })
    .where(eq(documents.id, sql.placeholder("id")))
    .prepare(),
}));

/** @throws PipelineError store/unknown-document: a job may come from a queue that another store filled */
export function getDocument(db: Database, id: string): Document {
  const document = findDocument(db, id);
  if (document === null) {
    throw new PipelineError("store/unknown-document", `there is no document ${id} in the store`, {
      hint: "the job belongs to another store: give each store its own Redis database",
    });
  }
  return document;
}

export function findDocument(db: Database, id: string): Document | null {
  return queries(db).byId.get({ id }) ?? null;
}

export function documentBytes(db: Database, document: Document): Uint8Array {
  return getBody(db, document.sha256);
}

/** The API's record of the document, as received; null for an imported one. */
export function documentMetadata(db: Database, document: Document): unknown {
  if (document.metadataSha256 === null) return null;
  return JSON.parse(new TextDecoder().decode(getBody(db, document.metadataSha256)));
}

/** The URLs of a rule's stored texts; a rule comes in several forms. */
export function storedUrls(
  db: Database,
  documentNumber: string,
  publicationDate: string,
): (string | null)[] {
  const isNumbered = eq(documents.documentNumber, documentNumber);
  return db
    .select({ url: documents.url })
    .from(documents)
    .where(and(isNumbered, eq(documents.publicationDate, publicationDate)))
    .all()
    .map(({ url }) => url);
}

/** Same words as the index `documents_to_ask_again`; otherwise SQLite would not use it. */
const IS_ASKED_AGAIN = sql`ask_again_at is not null`;

/**
 * Published rules due to be fetched again, most overdue first. A time that was reckoned from a fetch in the future was
 * written by a clock that ran ahead, and is due too.
 */
export function documentsToAskAgain(db: Database, now: Date, limit: number): Document[] {
  const overdue = db
    .select()
    .from(documents)
    .where(and(IS_ASKED_AGAIN, lte(documents.askAgainAt, now.toISOString())))
    .orderBy(asc(documents.askAgainAt))
    .limit(limit)
    .all();
  const ahead = db
    .select()
    .from(documents)
    .where(
      and(
        IS_ASKED_AGAIN,
        gt(documents.askAgainAt, now.toISOString()),
        gt(documents.fetchedAt, now.toISOString()),
      ),
    )
    .orderBy(asc(documents.askAgainAt))
    .all();
  const misdated = ahead.filter(({ fetchedAt, askAgainAt }) =>
    isReckonedFrom(new Date(fetchedAt), askAgainAt),
  );
  return [...overdue, ...misdated].slice(0, limit);
}

/** `isReplaced`: a newer copy was fetched and is refetched instead. */
export function putAskedAgain(
  db: Database,
  { id, fetchedAt, publicationDate }: Document,
  isReplaced: boolean,
  now: Date,
): void {
  const fetched = new Date(fetchedAt);
  // Reckoned from its publication where the clock ran ahead at the fetch.
  const since = fetched > now ? new Date(publicationDate ?? now) : fetched;
  const askAgainAt = isReplaced ? null : nextRefetch(since, now);
  db.update(documents).set({ askAgainAt }).where(eq(documents.id, id)).run();
}

/** The newest by its date, not by arrival. */
export function newestSnapshot(db: Database): Document | undefined {
  return queries(db).newestSnapshot.get();
}

export function holdsBytes(document: Document, bytes: Uint8Array): boolean {
  return document.sha256 === sha256Hex(bytes);
}

export function moveDocument(
  db: Database,
  id: string,
  state: DocumentState,
  note: string | null = null,
): void {
  queries(db).move.run({ id, state, note });
}

/** In order of arrival. */
export function unfinishedDocuments(
  db: Database,
  limit: number,
): Pick<Document, "id" | "state" | "generation">[] {
  return queries(db).inLine.all({ limit });
}

export function isUnfinished({ state }: Document): boolean {
  return UNFINISHED.includes(state);
}

/** Records which lists a snapshot contains. */
export function putLists(db: Database, id: string, lists: ListCode[]): void {
  db.update(documents).set({ lists }).where(eq(documents.id, id)).run();
}

/** By state, without zeros. */
export function countDocuments(db: Database): DocumentCount[] {
  return db.select().from(documentCounts).orderBy(asc(documentCounts.state)).all();
}

/** In order of arrival. */
export function heldBackDocuments(db: Database): Document[] {
  return (
    db
      .select()
      .from(documents)
      // Same words as the index `documents_held_back`; otherwise SQLite would not use it.
      .where(sql`state in ('quarantined', 'rejected', 'failed')`)
      .orderBy(asc(documents.seq))
      .all()
  );
}
