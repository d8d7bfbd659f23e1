/** The state of the whole in one value: each source, the list, the line of documents, what was held back, what is still owed. */

import { isStale, nextPoll } from "../model/clock/freshness.ts";
import { SOURCES } from "../model/clock/source.ts";
import { countDeliveries } from "./deliveries.ts";
import { openDisplays } from "./displays.ts";
import { countDocuments, heldBackDocuments } from "./documents.ts";
import { describeHolder } from "./holder.ts";
import { currentHolder } from "./lease.ts";
import { baselineDate, countListed } from "./list.ts";
import { lastSequence } from "./log.ts";
import { openMismatches } from "./mismatches.ts";
import type { Store } from "./open-store.ts";
import { openQuestions } from "./questions.ts";
import { listQuarantinedRows } from "./readings.ts";
import { listRules } from "./rules.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "./source-checks.ts";
import { outOfOrderDocuments } from "./witnesses.ts";

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
      nextDue: last === undefined ? null : nextPoll(source, new Date(last.time)).toISOString(),
      stale: isStale(source, trusted?.time ?? null, now),
      detail: last?.detail ?? "never asked",
    };
  });
  return {
    /** Every source was heard lately: what the list says is how things are (law 6). */
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
    /** Documents that came out of order and have not taken their place in history yet. */
    historyOwed: outOfOrderDocuments(db).length,
    heldBack: heldBackDocuments(db).map(({ id, state, note }) => ({ id, state, note })),
    quarantinedRows: listQuarantinedRows(db),
    rulesWithProblems: listRules(db)
      .filter(({ problems }) => problems.length > 0)
      .map(({ documentNumber, title, problems }) => ({ documentNumber, title, problems })),
    /** Where rules and eCFR disagree. */
    mismatches: openMismatches(db),
    /** Entries that may be one. */
    questions: openQuestions(db),
    deliveries: countDeliveries(db),
    notices: listNotices(db, NOTICES_SHOWN),
  };
}
