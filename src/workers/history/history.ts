/**
 * Puts out-of-order documents in their place: replays the documents from their day on in law order, and emits the
 * resulting histories. The list is therefore the same in any order of arrival.
 */

import { type Document, moveDocument, unfinishedDocuments } from "../../db/documents/documents.ts";
import { outOfOrderDocuments, putInOrder } from "../../db/documents/law-documents.ts";
import { lastSequence } from "../../db/log/log.ts";
import { putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import { createListWriter, type ListWriter } from "../list/writer.ts";
import { documentJobs } from "../next-jobs.ts";
import type { ListDeps, ListHandler } from "../step.ts";
import { alignWithReplay } from "./align-with-replay.ts";
import { type Replay, replaySince } from "./replay.ts";

export const handleHistory: ListHandler<"history"> = async (_job, deps, signal) => {
  const { store } = deps;
  if (unfinishedDocuments(store.db, 1).length > 0) {
    return { facts: { waits: true }, next: documentJobs(deps, 1), wroteEvents: false };
  }
  const late = outOfOrderDocuments(store.db);
  const day = late.map(({ outOfOrderSince }) => outOfOrderSince ?? "").sort()[0];
  if (day === undefined) return { facts: { again: true }, next: [], wroteEvents: false };

  const sequence = lastSequence(store.db);
  // Applied documents have passed the guards; those kept for history have not.
  const unjudged = late.filter(({ state }) => state === "historical").map(({ id }) => id);
  using replay = await replaySince(deps, day, new Set(unjudged), signal);
  const counts = store.transact((tx) => {
    // The replay lacks what arrived meanwhile.
    const isMoved = outOfOrderDocuments(tx).length !== late.length;
    if (isMoved || lastSequence(tx) !== sequence) return null;
    const counts = writeHistory(tx, replay, day, late, deps);
    deps.onBoundary?.(`history written, not committed since ${day}`);
    return counts;
  });
  if (counts === null) {
    const facts = { since: day, again: true };
    return { facts, next: [{ step: "history" }], wroteEvents: false };
  }
  // Pending changes may have moved without an event.
  deps.lists.forget();
  deps.onBoundary?.(`history committed since ${day}`);
  return {
    facts: { since: day, documents: late.length, ...counts },
    next: [],
    wroteEvents: true,
  };
};

function writeHistory(
  tx: Database,
  replay: Replay,
  day: string,
  late: readonly Document[],
  deps: ListDeps,
): ListWriter["counts"] {
  for (const [id, note] of replay.heldBack) {
    moveDocument(tx, id, "quarantined", note);
    putNotice(tx, { type: "snapshot.quarantined", subject: id, message: note }, deps.now());
  }
  // The history is known since the last of them; before, another one was.
  const known = late.map((document) => {
    return { ...document, knownFrom: document.outOfOrderKnownFrom ?? document.knownFrom };
  });
  const last = known.sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1)).at(-1);
  if (last === undefined) throw new Error("nothing came out of order");
  const writer = createListWriter(tx, last, deps);
  alignWithReplay(tx, replay.db, day, writer);
  for (const { id } of late) putInOrder(tx, id);
  return writer.counts;
}
