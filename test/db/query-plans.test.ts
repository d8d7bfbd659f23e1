import type SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import {
  documentsToAskAgain,
  newestSnapshot,
  unfinishedDocuments,
} from "../../src/db/documents/documents.ts";
import { isOutOfOrder, outOfOrderDocuments } from "../../src/db/documents/law-documents.ts";
import {
  findRulesByNumber,
  loggedChanges,
  unresolvedCorrections,
  wantRule,
} from "../../src/db/documents/rules.ts";
import { findEnding } from "../../src/db/list/endings.ts";
import { readHistories, sameParty, touchedSince } from "../../src/db/list/history.ts";
import { listedSince } from "../../src/db/list/listings.ts";
import { openMismatches, readTurns } from "../../src/db/list/mismatches.ts";
import { readStanding } from "../../src/db/list/standing-entries.ts";
import { entriesAsOf, newestRecord, versionOn } from "../../src/db/list/versions.ts";
import { newestTurns } from "../../src/db/log/list-turns.ts";
import {
  entityEventsOf,
  eventAt,
  isLogged,
  lastEventOf,
  lastSequence,
  readEvents,
} from "../../src/db/log/log.ts";
import { findStoredEvent, prepareLogPages } from "../../src/db/log/log-pages.ts";
import {
  isNoticed,
  lastAnsweredCheck,
  lastCheck,
  lastNotice,
  lastNoticeOf,
  lastTrustedCheck,
  listNotices,
  noticesAfter,
  pruneNotices,
} from "../../src/db/log/source-checks.ts";
import { readFigures, readSources, readStatus } from "../../src/db/read-status.ts";
import { dropUncitedBody } from "../../src/db/store/bodies.ts";
import { type Database, openStore, type Store } from "../../src/db/store/open-store.ts";
import {
  dueDeliveries,
  listDeliveries,
  newestDeliveries,
  pruneDelivered,
} from "../../src/db/subscribers/deliveries.ts";
import { prepareKeyRing } from "../../src/db/subscribers/keys.ts";
import { readTallies } from "../../src/db/subscribers/tallies.ts";
import { fillList } from "../support/fill-list.ts";
import { fillLog } from "../support/fill-log.ts";
import { scratchFolder } from "../support/scratch.ts";

const NOW = new Date("2025-06-01T12:00:00Z");
const DAY = "2025-05-01";
const TYPES = ["entity.added", "rule.published", "reconciliation.mismatch"];

type Read = (db: Database, store: Store) => unknown;

/** What a request or a poll reads. None may walk or sort a table that grows with time. */
const READS: Readonly<Record<string, Read>> = {
  "the status": (_db, store) => readStatus(store, NOW),
  "the metrics": (_db, store) => readFigures(store, NOW),
  freshness: (db) => readSources(db, NOW),
  tallies: (db) => [readTallies(db), readTallies(db, "endpoint_1")],
  "the deltas": (db) => newestTurns(db, 101),
  "the head of the log": (db) => [lastSequence(db), eventAt(db, 5)],
  "the log": (db) => readEvents(db, { after: 5, limit: 10 }),
  "the log by one type": (db) => readEvents(db, { after: 5, limit: 10, types: TYPES.slice(0, 1) }),
  "the log by types": (db) => readEvents(db, { after: 5, limit: 10, types: TYPES }),
  "pages of the log": (db) => {
    const read = prepareLogPages(db);
    const part = { after: 5, upTo: 40, limit: 10, maxBytes: 10_000 };
    return [read(part), read({ ...part, types: TYPES }), read({ ...part, types: TYPES.slice(1) })];
  },
  "one event": (db) => findStoredEvent(db, "event_1"),
  "the events of an entry": (db) => [
    entityEventsOf(db, "entry_1"),
    isLogged(db, "entity.added", "entry_1"),
    lastEventOf(db, "list.noted", "EL"),
  ],
  mismatches: (db) => [openMismatches(db), openMismatches(db, "EL"), readTurns(db)],
  notices: (db) => [listNotices(db, 5), noticesAfter(db, 3, 100)],
  "notices about a subject": (db) => [
    lastNotice(db, "ecfr"),
    lastNoticeOf(db, "source.stale"),
    lastNoticeOf(db, "source.stale", "ecfr"),
    isNoticed(db, "rule.unread", "2025-00001", "no text"),
  ],
  "what a sweep deletes": (db) => [pruneNotices(db, NOW), pruneDelivered(db, NOW)],
  "checks of a source": (db) => [
    lastCheck(db, "ecfr"),
    lastTrustedCheck(db, "ecfr"),
    lastAnsweredCheck(db, "ecfr"),
  ],
  "documents in line": (db) => [
    unfinishedDocuments(db, 10),
    documentsToAskAgain(db, NOW, 10),
    outOfOrderDocuments(db),
    newestSnapshot(db),
  ],
  "the order of law": (db) => [isOutOfOrder(db, "rule-1"), unresolvedCorrections(db)],
  "an uncited body": (db) => dropUncitedBody(db, "0".repeat(64)),
  "the law of a day": (db) => entriesAsOf(db, { day: DAY }),
  "the law of a day, of one list": (db) => entriesAsOf(db, { day: DAY, list: "UVL" }),
  "the law of a day, as known then": (db) =>
    entriesAsOf(db, { day: DAY, knownAt: "2025-05-02T00:00:00Z" }),
  "an entry and its history": (db) => [
    readHistories(db, ["entry_1"]),
    readHistories(db, ["entry_1", "entry_2"]),
    newestRecord(db, "entry_1"),
    versionOn(db, "entry_1", DAY),
    findEnding(db, "entry_1", DAY),
    sameParty(db, "party_1"),
  ],
  "what a late document touches": (db) => touchedSince(db, DAY),
  "the whole list": (db) => [readStanding(db), listedSince(db)],
  "a rule": (db) => [
    findRulesByNumber(db, "2025-00001"),
    loggedChanges(db, { documentNumber: "2025-00001", publicationDate: DAY }),
    wantRule(db, DAY),
  ],
  deliveries: (db) => [
    dueDeliveries(db, "endpoint_1", NOW, 10),
    listDeliveries(db, "endpoint_1", { after: 3, limit: 10 }),
    newestDeliveries(db, "endpoint_1", 10),
  ],
  "a key": (db) => prepareKeyRing(db).find("ew_unknown"),
};

test.each(Object.keys(READS))("%s", (name) => {
  using store = openStore(scratchFolder());
  fillLog(store, 50);
  fillList(store);
  const read = READS[name] ?? (() => undefined);
  const faults = statementsOf(store, () => read(store.db, store)).flatMap((sql) =>
    planOf(store, sql)
      .filter((step) => isCostly(store, step, sql))
      .map((step) => `${step} in ${sql}`),
  );
  expect(faults).toEqual([]);
});

test("a query that walks or sorts a large table is seen", () => {
  using store = openStore(scratchFolder());
  const seen = (sql: string) => planOf(store, sql).filter((step) => isCostly(store, step, sql));
  expect(seen("SELECT * FROM log WHERE time > ''")).toEqual(["SCAN log"]);
  expect(seen("SELECT * FROM notices WHERE id > 5 ORDER BY message")).toHaveLength(1);
  expect(seen("SELECT count(*) FROM deliveries")).toHaveLength(1);
});

function clientOf({ db }: Store): SqliteDatabase.Database {
  return (db as unknown as { $client: SqliteDatabase.Database }).$client;
}

/** Every statement that SQLite prepares meanwhile. */
function statementsOf(store: Store, work: () => unknown): string[] {
  const sqlite = clientOf(store);
  const prepare = sqlite.prepare.bind(sqlite);
  const seen = new Set<string>();
  sqlite.prepare = ((sql: string) => {
    seen.add(sql);
    return prepare(sql);
  }) as typeof sqlite.prepare;
  try {
    work();
  } finally {
    sqlite.prepare = prepare as typeof sqlite.prepare;
  }
  expect(seen.size).toBeGreaterThan(0);
  return [...seen];
}

function planOf(store: Store, sql: string): string[] {
  const values = Array.from({ length: sql.split("?").length - 1 }, () => null);
  const steps = clientOf(store)
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values);
  return (steps as { detail: string }[]).map(({ detail }) => detail);
}

/** Tables with few rows, whatever happens; and `entries`, which is read whole where the whole list is the answer. */
const SMALL = [
  ...["endpoints", "api_keys", "leases", "baselines", "displays", "quarantined_rows"],
  ...["delivery_counts", "document_counts", "list_turns", "entries"],
];
/** Holds the current record of every entry, for answers about the whole list. */
const WHOLE_LIST = ["entry_versions_held"];

function isCostly(store: Store, step: string, sql: string): boolean {
  if (step.includes("TEMP B-TREE")) return true;
  // The first rows of a table in its own order.
  if (/ order by "\w+"\."\w+"(?: asc| desc)? limit /.test(sql) && !/ where | join /.test(sql))
    return false;
  const [, table = "", index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step) ?? [];
  if (table === "" || SMALL.includes(table)) return false;
  // A partial index holds the few rows that are still open.
  const partial = clientOf(store)
    .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'")
    .all()
    .map((row) => (row as { name: string }).name);
  const isOfList = index?.startsWith("entry_versions_held") ?? false;
  return (
    index === undefined || !partial.includes(index) || (isOfList && !WHOLE_LIST.includes(index))
  );
}
