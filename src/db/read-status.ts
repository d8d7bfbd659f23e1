/** The service's state in one value: sources, lists, documents, held-back items and pending deliveries. */

import { isStale, nextDue } from "../model/clock/freshness.ts";
import { SOURCES } from "../model/clock/source.ts";
import { openDisplays } from "./documents/displays.ts";
import { countDocuments, heldBackDocuments } from "./documents/documents.ts";
import { outOfOrderDocuments } from "./documents/law-documents.ts";
import { listQuarantinedRows } from "./documents/readings.ts";
import { listRules } from "./documents/rules.ts";
import { baselineDate, countListed } from "./list/list.ts";
import { openMismatches } from "./list/mismatches.ts";
import { openQuestions } from "./list/questions.ts";
import { lastSequence } from "./log/log.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "./log/source-checks.ts";
import { describeHolder } from "./store/holder.ts";
import { currentHolder } from "./store/lease.ts";
import type { Store } from "./store/open-store.ts";
import { countDeliveries } from "./subscribers/deliveries.ts";

const NOTICES_SHOWN = 5;

export type Status = ReturnType<typeof readStatus>;

export function readStatus(store: Store, now: Date) {
  const { db } = store;
  const holder = currentHolder(store, now);
  const sources = SOURCES.map((source) => {
    const [last, trusted] = [lastCheck(db, source), lastTrustedCheck(db, source)];
    return {
      source,
      lastTry: last?.time ?? null,
      lastSuccess: trusted?.time ?? null,
      dataAsOf: trusted?.dataAsOf ?? null,
      nextDue: last === undefined ? null : nextDue(source, new Date(last.time), now).toISOString(),
      stale: isStale(source, trusted?.time ?? null, now),
      detail: last?.detail ?? "never asked",
    };
  });
  return {
    /** Every source was checked recently, so the list is current ("Silence is a statement"). */
    fresh: sources.every(({ stale }) => !stale),
    writer: holder === null ? null : describeHolder(holder),
    sources,
    lists: countListed(db).map((row) => ({ ...row, snapshot: baselineDate(db, row.list) })),
    lastSequence: lastSequence(db),
    documents: countDocuments(db),
    /** Rules on public inspection. */
    displayed: [...openDisplays(db).values()].map(
      ({ documentNumber, publicationDate, missingSince }) => ({
        documentNumber,
        publicationDate,
        missingSince,
      }),
    ),
    /** Out-of-order documents that are not yet part of the history. */
    historyOwed: outOfOrderDocuments(db).length,
    heldBack: heldBackDocuments(db).map(({ id, state, note }) => ({ id, state, note })),
    quarantinedRows: listQuarantinedRows(db),
    rulesWithProblems: listRules(db)
      .filter(({ problems }) => problems.length > 0)
      .map(({ documentNumber, title, problems }) => ({ documentNumber, title, problems })),
    /** Disagreements between rules and the eCFR. */
    mismatches: openMismatches(db),
    /** Entries that may be one. */
    questions: openQuestions(db),
    deliveries: countDeliveries(db),
    notices: listNotices(db, NOTICES_SHOWN),
  };
}
