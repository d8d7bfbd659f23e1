import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveDocument, putDocument } from "../../src/db/documents/documents.ts";
import { checkKept } from "../../src/db/list/check-kept.ts";
import { openMismatches, readTurns } from "../../src/db/list/mismatches.ts";
import { newestTurns } from "../../src/db/log/list-turns.ts";
import { appendEvent, lastSequence } from "../../src/db/log/log.ts";
import { readStatus } from "../../src/db/read-status.ts";
import {
  type Database,
  openScratchStore,
  openStore,
  openStoreToAdminister,
} from "../../src/db/store/open-store.ts";
import { prepareMoves, replayDeliveries } from "../../src/db/subscribers/deliveries.ts";
import { createEndpoint, deleteEndpoint } from "../../src/db/subscribers/endpoints.ts";
import { planDeliveries } from "../../src/db/subscribers/plan-deliveries.ts";
import { countDeliveries, readTallies, tallyOf } from "../../src/db/subscribers/tallies.ts";
import { EVENT_TYPES, type EventDraft, type LogEvent } from "../../src/model/events/event.ts";
import { applyEvent, type ListCopy } from "../../src/model/events/list-copy.ts";
import { openTurn } from "../../src/model/events/mismatch-turns.ts";
import { fillLog, makeDraft, ORIGIN } from "../support/fill-log.ts";
import { fillNews } from "../support/fill-news.ts";
import { scratchFolder } from "../support/scratch.ts";

const NOW = new Date("2025-03-28T13:00:00Z");
const MIGRATIONS = fileURLToPath(new URL("../../src/db/migrations", import.meta.url));
const IDS = ["one", "two"];

function addEndpoint(db: Database, id: string): void {
  const wanted = { id, url: `https://${id}.example`, description: "", filter: null };
  createEndpoint(db, { ...wanted, sealedSecrets: "sealed", from: 1 }, NOW);
}

const reconciled = (at: number, id: string, asOf: string, isOpen: boolean): EventDraft =>
  ({
    id: `turn_${at}`,
    type: isOpen ? "reconciliation.mismatch" : "reconciliation.resolved",
    subject: id,
    data: { asOf, historical: false, mismatch: { id, list: "EL" }, provenance: {} },
  }) as unknown as EventDraft;

describe("the counts of deliveries", () => {
  test("are those of the deliveries, whatever happens to them", async () => {
    using store = openStore(scratchFolder());
    const { db } = store;
    for (const id of IDS) addEndpoint(db, id);
    fillNews(store, 20, { now: NOW });
    await planDeliveries(store, NOW);
    // A second plan meets deliveries that exist.
    db.run("UPDATE endpoints SET planned_to = 0");
    await planDeliveries(store, NOW);
    expect(tallyOf(readTallies(db), "one")).toEqual({ pending: 20, delivered: 0, dead: 0 });
    const { get, move } = prepareMoves(db);
    const to = (id: string, at: number, state: "delivered" | "dead" | "pending") => {
      const delivery = get(id, at);
      if (delivery !== undefined) move(id, at, { ...delivery, state });
    };
    for (let at = 1; at <= 12; at += 1) to("one", at, at % 3 === 0 ? "dead" : "delivered");
    to("one", 1, "delivered");
    to("two", 7, "dead");
    expect(tallyOf(readTallies(db), "one")).toEqual({ pending: 8, delivered: 8, dead: 4 });
    expect(replayDeliveries(db, "one", { dead: true }, NOW)).toBe(4);
    expect(checkKept(db)).toEqual([]);
    db.run("DELETE FROM deliveries WHERE state = 'delivered' AND sequence < 6");
    expect(tallyOf(readTallies(db, "one"), "one")).toEqual({ pending: 12, delivered: 4, dead: 0 });
    deleteEndpoint(db, "two");
    expect(countDeliveries(db).map(({ endpointId }) => endpointId)).toEqual(["one", "one"]);
    expect(checkKept(db)).toEqual([]);
  });

  test("are kept by a person's command beside the service too", async () => {
    const folder = scratchFolder();
    using store = openStore(folder);
    addEndpoint(store.db, "one");
    fillNews(store, 3, { now: NOW });
    await planDeliveries(store, NOW);
    store.db.run("UPDATE deliveries SET state = 'dead' WHERE sequence < 3");
    using beside = openStoreToAdminister(folder);
    expect(replayDeliveries(beside.db, "one", { dead: true }, NOW)).toBe(2);
    expect(tallyOf(readTallies(store.db), "one")).toEqual({ pending: 3, delivered: 0, dead: 0 });
    deleteEndpoint(beside.db, "one");
    expect(countDeliveries(store.db)).toEqual([]);
    const { $client: sqlite } = beside.db as unknown as { $client: SqliteDatabase.Database };
    expect(() => sqlite.exec("INSERT INTO list_turns VALUES (9, 'x')")).toThrow("the one writer");
  });

  test("that another program changed are reported", async () => {
    using store = openStore(scratchFolder());
    addEndpoint(store.db, "one");
    fillNews(store, 3, { now: NOW });
    await planDeliveries(store, NOW);
    store.db.run("UPDATE delivery_counts SET events = 5");
    store.db.run("INSERT INTO document_counts VALUES ('applied', 2)");
    store.db.run("DELETE FROM list_turns");
    expect(checkKept(store.db)).toMatchObject([
      { row: "documents applied", stored: 2, logged: null },
      { row: "deliveries of one, pending", stored: 5, logged: 3 },
      { row: "list turn at 3", stored: null },
    ]);
  });
});

test("documents are counted by state as they move", () => {
  using store = openStore(scratchFolder());
  const ids = ["a", "b", "c"].map((text) => {
    const bytes = new TextEncoder().encode(text);
    return putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, NOW).id;
  });
  moveDocument(store.db, ids[0] ?? "", "applied");
  moveDocument(store.db, ids[1] ?? "", "rejected", "no parser");
  const { documents, heldBack } = readStatus(store, NOW);
  expect(documents).toEqual(
    ["applied", "fetched", "rejected"].map((state) => ({ state, documents: 1 })),
  );
  expect(heldBack).toMatchObject([{ id: ids[1] }]);
  expect(checkKept(store.db)).toEqual([]);
});

describe("the turns of the list", () => {
  test("are the last events of each document's run, of the types that change the list", () => {
    using store = openScratchStore();
    const runs = ["a", "a", "b", "a", "a", "c"];
    runs.forEach((documentId, at) => {
      const { data, ...draft } = makeDraft(at + 1);
      const provenance = { ...data.provenance, documentId };
      appendEvent(store.db, { ...draft, data: { ...data, provenance } } as EventDraft, NOW, ORIGIN);
    });
    appendEvent(store.db, reconciled(9, "m", "2025-01-01", true), NOW, ORIGIN);
    expect(newestTurns(store.db, 9)).toEqual([2, 3, 5, 6]);
    expect(newestTurns(store.db, 2)).toEqual([5, 6]);
    expect(checkKept(store.db)).toEqual([]);
  });

  // A new type of event that changes the list needs a new trigger.
  test.each(EVENT_TYPES)("%s is a turn wherever applying it changes a copy of the list", (type) => {
    using store = openScratchStore();
    const { data, ...draft } = makeDraft(1);
    const entry = "after" in data ? data.after : null;
    const more = { entry, entries: [{ ...data, entry }], versions: [], keptId: "kept" };
    const asOf = { asOf: "2025-01-01", mismatch: { id: "m", list: "EL" }, listed: true };
    const whole = { ...data, ...more, ...asOf, mergedId: "entry_1" };
    const event = { ...draft, type, data: whole } as unknown as EventDraft;
    const logged = appendEvent(store.db, event, NOW, ORIGIN);
    const copy: ListCopy = new Map();
    // Both are about a version that is known.
    if (["entry.merged", "entity.confirmed"].includes(type))
      applyEvent(copy, { ...logged, type: "entity.added" } as LogEvent);
    const changed = applyEvent(copy, logged as LogEvent).length > 0;
    if (changed) expect(newestTurns(store.db, 1)).toEqual([1]);
    expect(checkKept(store.db)).toEqual([]);
  });
});

describe("open mismatches", () => {
  const events = fc.array(
    fc.tuple(fc.constantFrom("x", "y", "z"), fc.integer({ min: 1, max: 4 }), fc.boolean()),
    { maxLength: 12 },
  );

  test("are those that their events leave open, in any order of events and days", () => {
    fc.assert(
      fc.property(events, (turns) => {
        using store = openScratchStore();
        turns.forEach(([id, day, isOpen], at) => {
          appendEvent(store.db, reconciled(at, id, `2025-01-0${day}`, isOpen), NOW, ORIGIN);
        });
        const replayed = [...readTurns(store.db).values()].flatMap(
          (of) => openTurn(of)?.mismatch ?? [],
        );
        expect(openMismatches(store.db)).toEqual(replayed);
        expect(openMismatches(store.db, "UVL")).toEqual([]);
        expect(checkKept(store.db)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

test("a store of an older version gets its counts when it is migrated", () => {
  const folder = scratchFolder();
  const migrations = join(scratchFolder(), "migrations");
  cpSync(MIGRATIONS, migrations, { recursive: true });
  const journalPath = join(migrations, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(journalPath, "utf8"));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx < 2);
  writeFileSync(journalPath, JSON.stringify(journal));
  const sqlite = new SqliteDatabase(join(folder, "entitywire.db"));
  migrate(drizzle(sqlite), { migrationsFolder: migrations });
  const db = drizzle(sqlite, { casing: "snake_case" });
  fillLog({ db, transact: (work) => db.transaction(work) }, 40);
  for (const [at, isOpen] of [true, false, true].entries()) {
    const id = at === 2 ? "open" : "resolved";
    appendEvent(db, reconciled(at, id, `2025-01-0${3 - at}`, isOpen), NOW, ORIGIN);
  }
  addEndpoint(db, "one");
  for (let at = 1; at <= 5; at += 1) {
    const state = at < 3 ? "dead" : "pending";
    db.run(`INSERT INTO deliveries (endpoint_id, sequence, state, attempts, due_at)
      VALUES ('one', ${at}, '${state}', 0, '2025-01-01')`);
  }
  const bytes = new TextEncoder().encode("<RULE/>");
  putDocument(db, { kind: "rule", bytes, source: "import", url: null }, NOW);
  sqlite.close();
  using store = openStore(folder);
  expect(checkKept(store.db)).toEqual([]);
  expect(lastSequence(store.db)).toBe(43);
  expect(newestTurns(store.db, 9)).toEqual([40]);
  expect(openMismatches(store.db)).toMatchObject([{ id: "resolved" }, { id: "open" }]);
  expect(tallyOf(readTallies(store.db), "one")).toEqual({ pending: 3, delivered: 0, dead: 2 });
});
