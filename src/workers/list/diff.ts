/** Applies a reading to the list: state and events in one transaction ("State and log are one transaction"). */

import {
  type Document,
  getDocument,
  moveDocument,
  putLists,
} from "../../db/documents/documents.ts";
import { isOutOfOrder, putOutOfOrder } from "../../db/documents/law-documents.ts";
import {
  dropReading,
  getReading,
  putQuarantinedRows,
  putReading,
} from "../../db/documents/readings.ts";
import { rereadQuarantined } from "../../db/documents/rereading.ts";
import { lastNoticeOf, putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { RuleReading, SnapshotReading } from "../../model/reading/reading.ts";
import { documentJobs, historyJobs } from "../next-jobs.ts";
import type { Job, ListDeps, ListHandler } from "../step.ts";
import { applyCorrection } from "./apply-correction.ts";
import { applyRule } from "./apply-rule.ts";
import { applySnapshot } from "./apply-snapshot.ts";
import { adoptCorrections, findMentioned, isMentionedBefore } from "./find-mentioned.ts";
import { keepAnyPrint } from "./keep-print.ts";
import { isCurrent, readRule } from "./read-rule.ts";
import { withdrawRule } from "./withdraw-rule.ts";
import { createListWriter, type ListWriter, type Outcome } from "./writer.ts";

export const handleDiff: ListHandler<"diff"> = async ({ documentId, generation }, deps, signal) => {
  const before = getDocument(deps.store.db, documentId);
  const kept = deps.readings.find(before);
  const isRead = before.state === "read" || (before.state === "fetched" && kept !== null);
  if (before.generation !== generation || !isRead) {
    return { facts: { documentId, again: true }, next: documentJobs(deps, 1), wroteEvents: false };
  }
  // Documents change the list in order of arrival, whatever the order of their jobs.
  const first = documentJobs(deps, 1);
  const [ahead] = first;
  if (ahead !== undefined && "documentId" in ahead && ahead.documentId !== documentId) {
    return { facts: { documentId, waitsFor: ahead.documentId }, next: first, wroteEvents: false };
  }

  const reading = kept ?? getReading(deps.store.db, documentId);
  await keepPrintsToRead(before, reading, deps, signal);
  const { outcome, writer } = deps.store.transact((tx) => {
    const { outcome, writer } = apply(tx, before, { reading, isStored: kept === null }, deps);
    moveDocument(tx, documentId, outcome.state, outcome.note);
    notifyOnce(tx, before, outcome, deps.now());
    // Current changes are emitted first, history later.
    const { since } = outcome;
    if (since !== null && isHistoryOld(tx, before.id, outcome)) {
      putOutOfOrder(tx, before.id, since, before.knownFrom);
    }
    // The rule may explain a quarantined snapshot.
    if (before.kind === "rule") rereadQuarantined(tx, deps.now());
    deps.onBoundary?.(`diff written, not committed ${documentId}`);
    return { outcome, writer };
  });
  deps.readings.forget(before);
  // A snapshot also moves the list's date without an event, so the lists are reloaded after one.
  if (before.kind === "rule") writer.remember(deps.store.db);
  const events = writer.counts;
  deps.onBoundary?.(`diff committed ${documentId}`);

  const isFirstSnapshot = "list.baselined" in events;
  const { state, note, notice } = outcome;
  return {
    facts: { documentId, state, note, notice, ...events },
    next: [
      ...documentJobs(deps, 1),
      ...historyJobs(deps),
      // The rules around the baseline waited for it.
      ...(isFirstSnapshot && before.source === "ecfr" ? WAITING_FOR_THE_BASELINE : []),
    ],
    wroteEvents: Object.keys(events).length > 0,
  };
};

const WAITING_FOR_THE_BASELINE: readonly Job[] = [
  { step: "fetch", source: "public-inspection" },
  { step: "fetch", source: "federal-register" },
];

/** Opens the PDFs that the transaction below may have to read: the document's own, and that of the rule it is about. */
async function keepPrintsToRead(
  document: Document,
  reading: RuleReading | SnapshotReading,
  deps: ListDeps,
  signal: AbortSignal,
): Promise<void> {
  if ("lists" in reading) return;
  const { db } = deps.store;
  const { rule, correction } = reading;
  if (rule.form === "pdf" && (!isCurrent(db, reading) || isMentionedBefore(db, rule))) {
    await keepAnyPrint(document, deps, signal);
  }
  if (correction === null) return;
  for (const { form, documentId } of findMentioned(db, correction)) {
    if (form === "pdf") await keepAnyPrint(getDocument(db, documentId), deps, signal);
  }
}

/** Whether later law was recorded without this document, or with another reading of it. */
function isHistoryOld(tx: Database, documentId: string, { isReread }: Outcome): boolean {
  return isReread || isOutOfOrder(tx, documentId);
}

/** Skips a notice that repeats the previous one. */
function notifyOnce(
  tx: Database,
  { id, kind }: Document,
  { note, notice }: Outcome,
  now: Date,
): void {
  if (notice === null || note === null) return;
  const last = lastNoticeOf(tx, notice, kind === "rule" ? id : undefined);
  if (last?.message !== note) putNotice(tx, { type: notice, subject: id, message: note }, now);
}

interface Applied {
  readonly outcome: Outcome;
  readonly writer: ListWriter;
}

interface ReadingToApply {
  readonly reading: RuleReading | SnapshotReading;
  /** False if it is only in memory. */
  readonly isStored: boolean;
}

function apply(
  tx: Database,
  document: Document,
  { reading, isStored }: ReadingToApply,
  deps: ListDeps,
): Applied {
  const store = (one: RuleReading | SnapshotReading) =>
    putReading(tx, document.id, one, deps.now());
  if ("lists" in reading) {
    const writer = createListWriter(tx, document, deps);
    const outcome = applySnapshot(tx, reading, document, writer);
    putLists(
      tx,
      document.id,
      reading.lists.map(({ list }) => list),
    );
    if (outcome.state === "quarantined") {
      if (!isStored) store(reading);
      return { outcome, writer };
    }
    if (isStored) dropReading(tx, document.id);
    else putQuarantinedRows(tx, document.id, reading.quarantine);
    return { outcome, writer };
  }
  if (!isStored) store(reading);
  const { correction, rule } = reading;
  if (document.withdrawnAt !== null) return withdrawRule(tx, document, reading, deps);
  if (correction !== null) return applyCorrection(tx, document, reading, correction, deps);
  adoptCorrections(tx, rule);
  const writer = createListWriter(tx, document, deps);
  // A correction may have arrived since the reading; the executed reading is stored.
  const current = isCurrent(tx, reading) ? reading : readRule(tx, document);
  if (current !== reading) store(current);
  return { outcome: applyRule(tx, current, writer), writer };
}
