/** Brings a reading into the list: the new state and its events in one transaction (law 3). */

import {
  type Document,
  getDocument,
  moveDocument,
  putLists,
} from "../../db/documents/documents.ts";
import { isOutOfOrder, putOutOfOrder } from "../../db/documents/law-documents.ts";
import { dropReading, getReading, putReading } from "../../db/documents/readings.ts";
import { rereadQuarantined } from "../../db/documents/rereading.ts";
import { lastNoticeOf, putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { RuleReading, SnapshotReading } from "../../model/reading/reading.ts";
import type { Deps, Handler, Job } from "../step.ts";
import { deliveryJobs, documentJobs, historyJobs, publishJobs } from "../sweep.ts";
import { applyCorrection } from "./apply-correction.ts";
import { applyRule } from "./apply-rule.ts";
import { applySnapshot } from "./apply-snapshot.ts";
import { adoptCorrections, findMentioned, isMentionedBefore } from "./find-mentioned.ts";
import { keepAnyPrint } from "./keep-print.ts";
import { isCurrent, readRule } from "./read-rule.ts";
import { withdrawRule } from "./withdraw-rule.ts";
import { createListWriter, type ListWriter, type Outcome } from "./writer.ts";

export const handleDiff: Handler<"diff"> = async ({ documentId, generation }, deps, signal) => {
  const before = getDocument(deps.store.db, documentId);
  if (before.generation !== generation || before.state !== "read") {
    return { facts: { documentId, again: true }, next: [] };
  }
  // Documents change the list in the order they came, however their jobs were shuffled on the way.
  const first = documentJobs(deps, 1);
  const [ahead] = first;
  if (ahead !== undefined && "documentId" in ahead && ahead.documentId !== documentId) {
    return { facts: { documentId, waitsFor: ahead.documentId }, next: first };
  }

  await keepPrintsToRead(before, deps, signal);
  const { outcome, writer } = deps.store.transact((tx) => {
    const { outcome, writer } = apply(tx, before, deps);
    moveDocument(tx, documentId, outcome.state, outcome.note);
    tellOnce(tx, before, outcome, deps.now());
    // The news is told first, then the past.
    const { since } = outcome;
    if (since !== null && isHistoryOld(tx, before.id, outcome)) {
      putOutOfOrder(tx, before.id, since, before.knownFrom);
    }
    // It may explain what a snapshot was held back for.
    if (before.kind === "rule") rereadQuarantined(tx, deps.now());
    deps.onBoundary?.(`diff written, not committed ${documentId}`);
    return { outcome, writer };
  });
  // A snapshot moves the day of the list as well, and that is no event: after one the lists are read anew.
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
      ...deliveryJobs(deps),
      ...publishJobs(deps),
      // The rules around the baseline were waiting for it.
      ...(isFirstSnapshot && before.source === "ecfr" ? WAITING_FOR_THE_BASELINE : []),
    ],
  };
};

const WAITING_FOR_THE_BASELINE: readonly Job[] = [
  { step: "fetch", source: "public-inspection" },
  { step: "fetch", source: "federal-register" },
];

/** What is read again below may be a PDF: the rule, where a document about it has come, or the rule that it is about. */
async function keepPrintsToRead(
  document: Document,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  if (document.kind === "snapshot") return;
  const { db } = deps.store;
  const reading = getReading(db, document.id) as RuleReading;
  const { rule, correction } = reading;
  if (rule.form === "pdf" && (!isCurrent(db, reading) || isMentionedBefore(db, rule))) {
    await keepAnyPrint(document, deps, signal);
  }
  if (correction === null) return;
  for (const { form, documentId } of findMentioned(db, correction)) {
    if (form === "pdf") await keepAnyPrint(getDocument(db, documentId), deps, signal);
  }
}

/** Whether what follows in law was told without this, or from another reading of it. */
function isHistoryOld(tx: Database, documentId: string, { isReread }: Outcome): boolean {
  return isReread || isOutOfOrder(tx, documentId);
}

/** What the snapshot before said as well, or this document when it was tried before, a person knows already. */
function tellOnce(
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

function apply(tx: Database, document: Document, deps: Deps): Applied {
  const reading = getReading(tx, document.id);
  if ("lists" in reading) {
    const writer = createListWriter(tx, document, deps);
    const outcome = applySnapshot(tx, reading as SnapshotReading, document, writer);
    putLists(
      tx,
      document.id,
      reading.lists.map(({ list }) => list),
    );
    if (outcome.state !== "quarantined") dropReading(tx, document.id);
    return { outcome, writer };
  }
  const read = reading as RuleReading;
  const { correction, rule } = read;
  if (document.withdrawnAt !== null) return withdrawRule(tx, document, read, deps);
  if (correction !== null) return applyCorrection(tx, document, read, correction, deps);
  adoptCorrections(tx, rule);
  const writer = createListWriter(tx, document, deps);
  // A correction may have come since it was read; what is stored is what was executed.
  const current = isCurrent(tx, read) ? read : readRule(tx, document);
  if (current !== read) putReading(tx, document.id, current, deps.now());
  return { outcome: applyRule(tx, current, writer), writer };
}
