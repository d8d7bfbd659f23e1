/**
 * Puts what came out of order in its place: replays the documents from its day on in the order of law, and tells what that
 * makes of each entry's past. The list is thereby the same whatever order its documents come in.
 */

import { type Document, moveDocument, unfinishedDocuments } from "../../db/documents/documents.ts";
import { outOfOrderDocuments, putInOrder } from "../../db/documents/law-documents.ts";
import { lastSequence } from "../../db/log/log.ts";
import { putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import { createListWriter, type ListWriter } from "../list/writer.ts";
import type { Deps, Handler } from "../step.ts";
import { deliveryJobs, documentJobs, publishJobs } from "../sweep.ts";
import { alignWithReplay } from "./align-with-replay.ts";
import { type Replay, replaySince } from "./replay.ts";

export const handleHistory: Handler<"history"> = async (_job, deps, signal) => {
  const { store } = deps;
  if (unfinishedDocuments(store.db, 1).length > 0) {
    return { facts: { waits: true }, next: documentJobs(deps, 1) };
  }
  const late = outOfOrderDocuments(store.db);
  const day = late.map(({ outOfOrderSince }) => outOfOrderSince ?? "").sort()[0];
  if (day === undefined) return { facts: { again: true }, next: [] };

  const sequence = lastSequence(store.db);
  // What was applied has passed the guards; what was only kept for history stands before them now.
  const unjudged = late.filter(({ state }) => state === "historical").map(({ id }) => id);
  using replay = await replaySince(deps, day, new Set(unjudged), signal);
  const counts = store.transact((tx) => {
    // What came meanwhile is not in the replay.
    const isMoved = outOfOrderDocuments(tx).length !== late.length;
    if (isMoved || lastSequence(tx) !== sequence) return null;
    const told = tellHistory(tx, replay, day, late, deps);
    deps.onBoundary?.(`history written, not committed since ${day}`);
    return told;
  });
  if (counts === null) return { facts: { since: day, again: true }, next: [{ step: "history" }] };
  // What waits for the eCFR may have moved without an event.
  deps.lists.forget();
  deps.onBoundary?.(`history committed since ${day}`);
  return {
    facts: { since: day, documents: late.length, ...counts },
    next: [...deliveryJobs(deps), ...publishJobs(deps)],
  };
};

function tellHistory(
  tx: Database,
  replay: Replay,
  day: string,
  late: readonly Document[],
  deps: Deps,
): ListWriter["counts"] {
  for (const [id, note] of replay.heldBack) {
    moveDocument(tx, id, "quarantined", note);
    putNotice(tx, { type: "snapshot.quarantined", subject: id, message: note }, deps.now());
  }
  // Known since the last of them: before that, something else was held.
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
