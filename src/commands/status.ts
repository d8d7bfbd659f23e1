/** `status`: shows the sources, the lists, quarantined documents, open questions and pending deliveries. */

import { describeQuestion } from "../db/list/describe-question.ts";
import { readStatus, type Status } from "../db/read-status.ts";
import { type Database, openStoreToRead } from "../db/store/open-store.ts";
import { MISMATCH_KINDS } from "../model/events/mismatch.ts";
import { type Io, screenFor } from "./terminal/io.ts";
import type { Screen } from "./terminal/screen.ts";
import { formatTable } from "./terminal/table.ts";

const DOCUMENTS: Readonly<Record<string, string>> = {
  historical: "historical (older than the list: in the history, not news)",
};

export function runStatus(io: Io, dataDir: string, json: boolean, now: Date): void {
  using store = openStoreToRead(dataDir);
  const status = readStatus(store, now);
  if (json) io.out(JSON.stringify(status));
  else for (const line of describe(store.db, status, screenFor(io))) io.out(line);
}

function* describe(db: Database, status: Status, screen: Screen): Generator<string> {
  yield `writer: ${status.writer ?? "none"}`;
  yield "";
  yield* formatTable(
    [
      ["source", "fresh", "data as of", "last success", "last request", "next due", "result"],
      ...status.sources.map((s) => [
        s.source,
        s.stale ? screen.paint("red", "STALE") : screen.paint("green", "fresh"),
        s.dataAsOf ?? "-",
        s.lastSuccess ?? "-",
        s.lastTry ?? "-",
        s.nextDue ?? "-",
        s.detail,
      ]),
    ],
    screen,
  );
  yield "";
  const lists = status.lists.map(
    ({ list, entries, snapshot }) => `${list} ${entries} (snapshot ${snapshot ?? "none yet"})`,
  );
  yield `entries: ${lists.join(", ") || "none"}; log at ${status.lastSequence}`;
  const counts = status.documents.map(
    ({ state, documents }) => `${documents} ${DOCUMENTS[state] ?? state}`,
  );
  yield `documents: ${counts.join(", ") || "none"}`;
  for (const { documentNumber, publicationDate, missingSince } of status.displayed) {
    const gone = missingSince === null ? "" : `, not shown since ${missingSince}`;
    yield `on display: ${documentNumber}, to be published ${publicationDate ?? "on an unknown day"}${gone}`;
  }
  if (status.historyOwed > 0) {
    yield `history: ${status.historyOwed} out-of-order documents are pending; the next writing command processes them`;
  }
  const deliveries = status.deliveries.map((d) => `${d.events} ${d.state} (${d.endpointId})`);
  yield `deliveries: ${deliveries.join(", ") || "none"}`;
  yield* describeOpen(db, status);
  for (const { time, type, subject, message } of status.notices) {
    yield `notice ${time} ${type} ${subject}: ${message}`;
  }
}

/** Open matters for a person, each with the command to use. */
function* describeOpen(db: Database, status: Status): Generator<string> {
  for (const { id, state, note } of status.heldBack) {
    const remedy = state === "quarantined" ? `; if it is correct: entitywire accept ${id}` : "";
    yield `${state}: ${id}: ${note}${remedy}`;
  }
  for (const { list, row, reason, documentId } of status.quarantinedRows) {
    yield `quarantined row: ${list} row ${row} of ${documentId}: ${reason}`;
  }
  for (const { documentNumber, problems } of status.rulesWithProblems) {
    for (const { code, message } of problems)
      yield `problem in ${documentNumber}: ${message} [${code}]`;
  }
  for (const { kind, op, name, destination, documentNumber, citation } of status.mismatches) {
    const rule = documentNumber ?? citation ?? "a rule";
    yield `mismatch: ${name} (${destination ?? "no destination"}), ${op} by ${rule}: ${MISMATCH_KINDS[kind]}`;
  }
  for (const question of status.questions) {
    yield `question: ${describeQuestion(db, question)}; answer: entitywire settle ${question.id} same|apart`;
  }
}
