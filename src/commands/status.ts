/** `status`: each source, the list, the queue, what was held back, and what is still to be delivered. */

import { countDeliveries } from "../db/deliveries.ts";
import { countDocuments, heldBackDocuments, listQuarantinedRows } from "../db/documents.ts";
import { currentHolder, describeHolder } from "../db/lease.ts";
import { baselineDate, countListed } from "../db/list.ts";
import { lastSequence } from "../db/log.ts";
import { openStoreToRead, type Store } from "../db/open-store.ts";
import { listRules } from "../db/rules.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "../db/source-checks.ts";
import { isStale } from "../model/freshness.ts";
import { SOURCES } from "../model/source.ts";
import { formatTable, type Io } from "./io.ts";

const NOTICES_SHOWN = 5;

export function runStatus(io: Io, dataDir: string, json: boolean, now: Date): void {
  using store = openStoreToRead(dataDir);
  const status = readStatus(store, now);
  if (json) io.out(JSON.stringify(status));
  else for (const line of describe(status)) io.out(line);
}

function readStatus(store: Store, now: Date) {
  const { db } = store;
  const holder = currentHolder(store, now);
  return {
    writer: holder === null ? null : describeHolder(holder),
    sources: SOURCES.map((source) => {
      const [last, trusted] = [lastCheck(db, source), lastTrustedCheck(db, source)];
      return {
        source,
        lastTry: last?.time ?? null,
        lastSuccess: trusted?.time ?? null,
        dataAsOf: trusted?.dataAsOf ?? null,
        stale: isStale(source, trusted?.time ?? null, now),
        detail: last?.detail ?? "never asked",
      };
    }),
    lists: countListed(db).map((row) => ({ ...row, snapshot: baselineDate(db, row.list) })),
    lastSequence: lastSequence(db),
    documents: countDocuments(db),
    heldBack: heldBackDocuments(db).map(({ id, state, note }) => ({ id, state, note })),
    quarantinedRows: listQuarantinedRows(db),
    rulesWithProblems: listRules(db)
      .filter(({ problems }) => problems.length > 0)
      .map(({ documentNumber, title, problems }) => ({ documentNumber, title, problems })),
    deliveries: countDeliveries(db),
    notices: listNotices(db, NOTICES_SHOWN),
  };
}

function* describe(status: ReturnType<typeof readStatus>): Generator<string> {
  yield `writer: ${status.writer ?? "none"}`;
  yield "";
  yield* formatTable([
    ["source", "fresh", "data as of", "last success", "last try", "said"],
    ...status.sources.map((s) => [
      s.source,
      s.stale ? "STALE" : "fresh",
      s.dataAsOf ?? "-",
      s.lastSuccess ?? "-",
      s.lastTry ?? "-",
      s.detail,
    ]),
  ]);
  yield "";
  const lists = status.lists.map(
    ({ list, entries, snapshot }) => `${list} ${entries} (snapshot ${snapshot ?? "none yet"})`,
  );
  yield `entries: ${lists.join(", ") || "none"}; log at ${status.lastSequence}`;
  const counts = status.documents.map(({ state, documents }) => `${documents} ${state}`);
  yield `documents: ${counts.join(", ") || "none"}`;
  const deliveries = status.deliveries.map((d) => `${d.events} ${d.state} (${d.endpointId})`);
  yield `deliveries: ${deliveries.join(", ") || "none"}`;
  for (const { id, state, note } of status.heldBack) yield `${state}: ${id}: ${note}`;
  for (const { list, row, reason, documentId } of status.quarantinedRows) {
    yield `quarantined row: ${list} row ${row} of ${documentId}: ${reason}`;
  }
  for (const { documentNumber, problems } of status.rulesWithProblems) {
    for (const { code, message } of problems)
      yield `problem in ${documentNumber}: ${message} [${code}]`;
  }
  for (const { time, type, subject, message } of status.notices) {
    yield `notice ${time} ${type} ${subject}: ${message}`;
  }
}
