/** The service's state: sources, lists, documents, held-back items and deliveries. Each reader gets only what it shows. */

import { isStale, nextDue } from "../model/clock/freshness.ts";
import { SOURCES } from "../model/clock/source.ts";
import { openDisplays } from "./documents/displays.ts";
import { countDocuments, heldBackDocuments } from "./documents/documents.ts";
import { outOfOrderDocuments } from "./documents/law-documents.ts";
import { countQuarantinedRows, listQuarantinedRows } from "./documents/readings.ts";
import { rulesWithProblems } from "./documents/rules.ts";
import { baselineDate, countListed } from "./list/list.ts";
import { openMismatches } from "./list/mismatches.ts";
import { openQuestions } from "./list/questions.ts";
import { lastSequence } from "./log/log.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "./log/source-checks.ts";
import { describeHolder } from "./store/holder.ts";
import { currentHolder } from "./store/lease.ts";
import type { Database, Store } from "./store/open-store.ts";
import { countDeliveries } from "./subscribers/tallies.ts";

const NOTICES_SHOWN = 5;

export type Status = ReturnType<typeof readStatus>;
export type Figures = ReturnType<typeof readFigures>;

/** When each source was asked and answered, and whether it is stale. */
export function readSources(db: Database, now: Date) {
  return SOURCES.map((source) => {
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
}

/** What the metrics show. */
export function readFigures({ db }: Pick<Store, "db">, now: Date) {
  return {
    sources: readSources(db, now),
    lists: countListed(db),
    documents: countDocuments(db),
    quarantinedRows: countQuarantinedRows(db),
    lastSequence: lastSequence(db),
    deliveries: countDeliveries(db),
  };
}

export function readStatus(store: Store, now: Date) {
  const { db } = store;
  const holder = currentHolder(store, now);
  const sources = readSources(db, now);
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
    rulesWithProblems: rulesWithProblems(db).map(({ documentNumber, title, problems }) => {
      return { documentNumber, title, problems };
    }),
    /** Disagreements between rules and the eCFR. */
    mismatches: openMismatches(db),
    /** Entries that may be one. */
    questions: openQuestions(db),
    deliveries: countDeliveries(db),
    notices: listNotices(db, NOTICES_SHOWN),
  };
}
