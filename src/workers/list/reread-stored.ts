/** Reads stored documents again with the current parser. A different result is a better reading, not a change of law. */

import { type Document, documentBytes, getDocument } from "../../db/documents/documents.ts";
import { listLawDocuments, putOutOfOrder } from "../../db/documents/law-documents.ts";
import { getReading, putReading } from "../../db/documents/readings.ts";
import { listRules } from "../../db/documents/rules.ts";
import { listBaselines, loadIndex } from "../../db/list/list.ts";
import type { Database } from "../../db/store/open-store.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { draftMended } from "../../model/events/draft-reread.ts";
import { canonicalJson } from "../../model/identity.ts";
import { compareSnapshot } from "../../model/list/compare-snapshot.ts";
import type { ListChange } from "../../model/list/list-change.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import { decodeDocument } from "../../parsers/document/decode.ts";
import { parseSnapshot } from "../../parsers/snapshot.ts";
import type { ListDeps } from "../step.ts";
import { applyRule } from "./apply-rule.ts";
import { keepPrints, type OpenedPrints, openPrints } from "./open-prints.ts";
import { readPrint, readRule } from "./read-rule.ts";
import { createListWriter } from "./writer.ts";

/** One document or list that the current parser reads differently. */
export interface Reread {
  readonly documentId: string;
  /** The rule's number, or the list. */
  readonly subject: string;
  /** The fields of the rule, or the changes of the list. */
  readonly differences: readonly string[];
}

/** Receives the number of documents to read, and each document. */
export interface RereadWatch {
  begin(done: number, total: number): void;
  step(what: string): void;
}

const UNWATCHED: RereadWatch = { begin: () => undefined, step: () => undefined };

/** Each rule, and the newest snapshot of each list. Opens PDFs again. */
export async function findRereads(
  db: Database,
  { openPdf }: Pick<ListDeps, "openPdf">,
  watch: RereadWatch = UNWATCHED,
): Promise<Reread[]> {
  return find(db, await openPrints(db, openPdf), watch);
}

/** Emits the differences as `entity.reread`, in one transaction. */
export async function applyRereads(
  deps: Pick<ListDeps, "store" | "now" | "origin" | "lists" | "openPdf">,
  watch?: RereadWatch,
): Promise<Reread[]> {
  const { store, now } = deps;
  const opened = await openPrints(store.db, deps.openPdf);
  return store.transact((tx) => {
    const found = find(tx, opened, watch);
    // Past lists are read again with the current parser too.
    const [first] = listLawDocuments(tx);
    for (const { documentId } of first === undefined ? [] : found) {
      putOutOfOrder(tx, documentId, first?.day ?? "", now().toISOString());
    }
    keepPrints(tx, opened, now());
    for (const { document, reading } of rereadRules(tx, opened)) {
      if (reading === null) continue;
      putReading(tx, document.id, reading, now());
      // The new reading is known from today.
      const today = { ...document, knownFrom: now().toISOString() };
      applyRule(tx, reading, createListWriter(tx, today, deps));
    }
    for (const { document, changes } of rereadSnapshots(tx)) {
      const today = { ...document, knownFrom: now().toISOString() };
      const writer = createListWriter(tx, today, deps);
      for (const change of changes) writer.mend(draftMended(change, writer.context(false)), change);
    }
    return found;
  });
}

function find(db: Database, opened: OpenedPrints, watch: RereadWatch = UNWATCHED): Reread[] {
  watch.begin(0, listRules(db).length + listBaselines(db).length);
  return [...rereadRules(db, opened, watch), ...rereadSnapshots(db, watch)].map(
    ({ document, subject, differences }) => {
      return { documentId: document.id, subject, differences };
    },
  );
}

interface RuleReread {
  readonly document: Document;
  readonly subject: string;
  readonly differences: readonly string[];
  /** Null if it can no longer be read. */
  readonly reading: RuleReading | null;
}

function rereadRules(
  db: Database,
  opened: OpenedPrints,
  watch: RereadWatch = UNWATCHED,
): RuleReread[] {
  return listRules(db).flatMap<RuleReread>(({ documentId, documentNumber: subject }) => {
    watch.step(subject);
    const document = getDocument(db, documentId);
    const stored = getReading(db, documentId) as RuleReading;
    const printed = opened.get(documentId);
    if (printed instanceof PipelineError) {
      return [{ document, subject, differences: [describeError(printed)], reading: null }];
    }
    const reading =
      printed === undefined ? readRule(db, document) : readPrint(db, document, printed);
    const differences = Object.entries(reading.rule)
      .filter(([field, value]) => !isSame(value, stored.rule[field as keyof RuleReading["rule"]]))
      .map(([field]) => field);
    return differences.length === 0 ? [] : [{ document, subject, differences, reading }];
  });
}

function rereadSnapshots(db: Database, watch: RereadWatch = UNWATCHED) {
  return listBaselines(db).flatMap(({ list, asOf, documentId }) => {
    watch.step(list);
    const document = getDocument(db, documentId);
    const reading = readList(db, document, list);
    if (reading === undefined) return [];
    const { changes } = compareSnapshot(reading, asOf, loadIndex(db, list));
    const differences = changes.map(describeChange);
    return changes.length === 0 ? [] : [{ document, subject: list, differences, changes }];
  });
}

function readList(db: Database, document: Document, list: string) {
  const { lists } = parseSnapshot(decodeDocument(documentBytes(db, document)));
  return lists.find((reading) => reading.list === list);
}

function describeChange({ op, before, after, changes }: ListChange): string {
  const { name, destination } = after ?? before ?? { name: "", destination: "" };
  const fields = changes.map(({ field }) => field).join(", ");
  return `${op} ${name} (${destination})${fields === "" ? "" : `: ${fields}`}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return b !== undefined && canonicalJson(a) === canonicalJson(b);
}
