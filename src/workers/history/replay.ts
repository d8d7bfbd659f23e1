/** Replays the documents of a day and later, in law order, in a store of its own. */

import { setImmediate } from "node:timers/promises";
import { type Document, documentBytes, getDocument } from "../../db/documents/documents.ts";
import { listLawDocuments } from "../../db/documents/law-documents.ts";
import { getReading } from "../../db/documents/readings.ts";
import { copyCheckpoint } from "../../db/list/checkpoint.ts";
import { loadIndex } from "../../db/list/list.ts";
import { type Database, openScratchStore, type Store } from "../../db/store/open-store.ts";
import { compareSnapshot, lossLimit } from "../../model/list/compare-snapshot.ts";
import type { LawDocument } from "../../model/list/law-order.ts";
import type { ListReading, RuleReading, SnapshotReading } from "../../model/reading/reading.ts";
import { decodeDocument } from "../../parsers/document/decode.ts";
import { parseSnapshot } from "../../parsers/snapshot.ts";
import { applyRule } from "../list/apply-rule.ts";
import { applySnapshot } from "../list/apply-snapshot.ts";
import { keepAnyPrint } from "../list/keep-print.ts";
import { createListMemory } from "../list/memory.ts";
import { isCurrent, readRule } from "../list/read-rule.ts";
import { createListWriter } from "../list/writer.ts";
import type { ListDeps } from "../step.ts";

export interface Replay extends Disposable {
  /** The state as if the documents had arrived in law order. */
  readonly db: Database;
  /** Snapshots that a guard holds back at their place in history, with the reason. */
  readonly heldBack: ReadonlyMap<string, string>;
}

/** `unjudged`: ids of documents that no guard has passed yet. Yields to the event loop between documents. */
export async function replaySince(
  deps: Omit<ListDeps, "lists" | "readings">,
  day: string,
  unjudged: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Replay> {
  const { store, now, origin } = deps;
  const copy = openScratchStore();
  try {
    copyCheckpoint(store.db, copy.db, day, origin);
    const heldBack = new Map<string, string>();
    const lists = createListMemory();
    const lawDocuments = listLawDocuments(store.db).filter((lawDocument) => lawDocument.day >= day);
    for (const [at, lawDocument] of lawDocuments.entries()) {
      await setImmediate();
      signal.throwIfAborted();
      deps.onDocument?.(lawDocument.documentId);
      const document = getDocument(store.db, lawDocument.documentId);
      if (lawDocument.kind === "rule") {
        const reading = await currentReading(document, deps, signal);
        const writer = createListWriter(copy.db, document, { now, origin, lists });
        applyRule(copy.db, reading, writer);
        writer.remember(copy.db);
      } else {
        const reading = readSnapshot(store.db, document);
        const isTrusted =
          !unjudged.has(document.id) ||
          isConfirmedByNext(copy, reading, nextOf(lawDocuments, at, store.db));
        const accepted = isTrusted ? now().toISOString() : document.acceptedAt;
        const writer = createListWriter(copy.db, document, { now, origin, lists });
        const outcome = applySnapshot(
          copy.db,
          reading,
          { ...document, acceptedAt: accepted },
          writer,
        );
        if (outcome.state === "quarantined") heldBack.set(document.id, outcome.note ?? "");
      }
    }
    return { db: copy.db, heldBack, [Symbol.dispose]: () => copy[Symbol.dispose]() };
  } catch (error) {
    copy[Symbol.dispose]();
    throw error;
  }
}

/** The stored reading, or a new one if a correction has arrived since. */
async function currentReading(
  document: Document,
  deps: Pick<ListDeps, "store" | "now" | "openPdf">,
  signal: AbortSignal,
): Promise<RuleReading> {
  const { db } = deps.store;
  const reading = getReading(db, document.id) as RuleReading;
  if (isCurrent(db, reading)) return reading;
  await keepAnyPrint(document, deps, signal);
  return readRule(db, document);
}

function readSnapshot(db: Database, document: Document): SnapshotReading {
  return parseSnapshot(decodeDocument(documentBytes(db, document)));
}

type Next = () => SnapshotReading | null;

function nextOf(lawDocuments: readonly LawDocument[], at: number, db: Database): Next {
  const next = lawDocuments.slice(at + 1).find(({ kind }) => kind === "snapshot");
  return () => (next === undefined ? null : readSnapshot(db, getDocument(db, next.documentId)));
}

/**
 * Whether a past snapshot loses no more entries than allowed ("A shrunken list is a fault first"), not counting those that the
 * next snapshot lacks too: two documents with one loss confirm each other.
 */
function isConfirmedByNext({ db }: Store, { lists }: SnapshotReading, next: Next): boolean {
  const lossOf = (reading: ListReading) => {
    const index = loadIndex(db, reading.list);
    const limit = lossLimit(index.listed().length);
    const { missing } = compareSnapshot(reading, index.asOf ?? "", index);
    return { limit, missing: missing.map(({ entryId }) => entryId) };
  };
  return lists.every((reading) => {
    const { limit, missing } = lossOf(reading);
    if (missing.length <= limit) return true;
    const later = next()?.lists.find(({ list }) => list === reading.list);
    if (later === undefined) return false;
    const stillMissing = new Set(lossOf(later).missing);
    return missing.filter((id) => !stillMissing.has(id)).length <= limit;
  });
}
