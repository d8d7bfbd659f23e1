import { randomBytes } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { describe, expect, test } from "vitest";
import { backUpStore } from "../../../src/db/backup.ts";
import { appendEvent, countEvents, readEvents } from "../../../src/db/log/log.ts";
import { leases } from "../../../src/db/schema/service.ts";
import { putBody } from "../../../src/db/store/bodies.ts";
import {
  openStore,
  openStoreToAdminister,
  openStoreToRead,
} from "../../../src/db/store/open-store.ts";
import { createFile } from "../../../src/db/store/store-file.ts";
import type { EventDraft } from "../../../src/model/events/event.ts";
import { scratchFolder } from "../../support/scratch.ts";

const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
const MIGRATIONS = fileURLToPath(new URL("../../../src/db/migrations", import.meta.url));
const NOW = new Date("2025-03-28T13:00:00Z");

function draft(id: string): EventDraft {
  return {
    id,
    type: "list.baselined",
    subject: "EL",
    data: { changeId: id } as EventDraft["data"],
  };
}

describe("the store", () => {
  test("sets WAL, foreign keys and full sync", () => {
    using store = openStore(scratchFolder());
    const sqlite = (store.db as unknown as { $client: SqliteDatabase.Database }).$client;
    expect(sqlite.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(sqlite.pragma("foreign_keys", { simple: true })).toBe(1);
    expect(sqlite.pragma("synchronous", { simple: true })).toBe(2);
    expect(sqlite.pragma("busy_timeout", { simple: true })).toBe(10_000);
  });

  test("of a newer schema is refused, for reading too", () => {
    const folder = scratchFolder();
    openStore(folder)[Symbol.dispose]();
    const sqlite = new SqliteDatabase(join(folder, "entitywire.db"));
    sqlite.exec(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 1)",
    );
    sqlite.close();
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({ code: "store/newer-schema" }),
    );
    expect(() => openStoreToRead(folder)).toThrow(
      expect.objectContaining({ code: "store/newer-schema" }),
    );
  });

  test("of an older schema is copied before it is migrated", () => {
    const folder = scratchFolder();
    const migrations = join(scratchFolder(), "migrations");
    cpSync(MIGRATIONS, migrations, { recursive: true });
    const journalPath = join(migrations, "meta", "_journal.json");
    const journal = JSON.parse(readFileSync(journalPath, "utf8"));
    const newest = journal.entries.pop();
    writeFileSync(journalPath, JSON.stringify(journal));
    const sqlite = new SqliteDatabase(join(folder, "entitywire.db"));
    migrate(drizzle(sqlite), { migrationsFolder: migrations });
    sqlite.close();
    expect(newest.idx).toBeGreaterThan(0);
    expect(() => openStoreToRead(folder)).toThrow(
      expect.objectContaining({ code: "store/missing" }),
    );
    // A leftover of a killed migration is no copy.
    writeFileSync(join(folder, `entitywire.db.before-migration-${newest.idx + 1}.unfinished`), "x");
    openStore(folder)[Symbol.dispose]();
    const copies = readdirSync(folder).filter((name) => name.includes("before-migration"));
    expect(copies).toEqual([`entitywire.db.before-migration-${newest.idx + 1}`]);
  });

  test("of an older schema is left alone while an older service writes to it", () => {
    const folder = scratchFolder();
    {
      using store = openStore(folder);
      const time = new Date().toISOString();
      const holder = { name: "writer", holder: "serve 1", pid: 1, host: "elsewhere" };
      store.db
        .insert(leases)
        .values({ ...holder, acquiredAt: time, renewedAt: time })
        .run();
    }
    const sqlite = new SqliteDatabase(join(folder, "entitywire.db"));
    sqlite.exec(
      "DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)",
    );
    sqlite.close();
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({
        code: "store/locked",
        message: expect.stringContaining("entitywire serve (process 1 on elsewhere"),
      }),
    );
    expect(readdirSync(folder).filter((name) => name.includes("before"))).toEqual([]);
  });

  test("with a damaged page is detected by checking every page", () => {
    const folder = scratchFolder();
    {
      using store = openStore(folder);
      for (let at = 0; at < 400; at += 1) appendEvent(store.db, draft(`event ${at}`), NOW, ORIGIN);
      store.check();
    }
    const path = join(folder, "entitywire.db");
    const bytes = readFileSync(path);
    // In the middle of the log's pages.
    bytes.fill(0xff, bytes.length - 40_000, bytes.length - 30_000);
    writeFileSync(path, bytes);
    using store = openStore(folder);
    expect(() => store.check()).toThrow(expect.objectContaining({ code: "store/corrupt" }));
  });

  test("that is no database is reported as damaged", () => {
    const folder = scratchFolder();
    writeFileSync(
      join(folder, "entitywire.db"),
      "this is no database, however long the text may be",
    );
    expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: "store/corrupt" }));
  });

  test.each([
    ["that is full", "max_page_count = 1", "max_page_count = 1000000", "SQLITE_FULL"],
    ["that may only be read", "query_only = ON", "query_only = OFF", "SQLITE_READONLY"],
  ])(
    "on a disk %s reports it, keeps no partial write, and works afterwards",
    (_what, ill, well, code) => {
      using store = openStore(scratchFolder());
      const { $client: sqlite } = store.db as unknown as { $client: SqliteDatabase.Database };
      const write = () =>
        store.transact((tx) => {
          appendEvent(tx, draft("small"), NOW, ORIGIN);
          putBody(tx, randomBytes(1_000_000), NOW);
        });
      sqlite.pragma(ill);
      expect(write).toThrow(
        expect.objectContaining({
          code: "store/read-only",
          message: `cannot write the store at ${store.path} (${code})`,
        }),
      );
      sqlite.pragma(well);
      expect(readEvents(store.db, { after: 0 })).toEqual([]);
      write();
      expect(readEvents(store.db, { after: 0 })).toMatchObject([{ sequence: "000000000001" }]);
    },
  );

  test("is readable by its owner alone, with its folder, its log and its copies", () => {
    const folder = join(scratchFolder(), "data");
    using store = openStore(folder);
    appendEvent(store.db, draft("a"), NOW, ORIGIN);
    const copy = join(scratchFolder(), "copy.db");
    backUpStore(folder, copy);
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect(modeOf(folder)).toBe(0o700);
    const names = readdirSync(folder).sort();
    expect(names).toEqual(["entitywire.db", "entitywire.db-shm", "entitywire.db-wal"]);
    for (const path of [copy, ...names.map((name) => join(folder, name))]) {
      expect(modeOf(path), path).toBe(0o600);
    }
  });

  test.each([
    ["without a byte", ""],
    ["without a table", null],
  ])("%s is reported as lost, and is neither filled nor cleared", (_how, bytes) => {
    const folder = scratchFolder();
    openStore(folder)[Symbol.dispose]();
    const path = join(folder, "entitywire.db");
    rmSync(path);
    if (bytes === null) new SqliteDatabase(path).exec("CREATE TABLE t (x); DROP TABLE t").close();
    else writeFileSync(path, bytes);
    const before = readFileSync(path);
    // What was committed last may still be in it.
    writeFileSync(`${path}-wal`, "the write-ahead log");
    for (const open of [openStore, openStoreToRead, openStoreToAdminister]) {
      expect(() => open(folder)).toThrow(
        expect.objectContaining({
          code: "store/lost",
          message: expect.stringContaining("is empty"),
          hint: expect.stringContaining("backup"),
        }),
      );
    }
    expect(readFileSync(path)).toEqual(before);
    if (bytes !== null) expect(readFileSync(`${path}-wal`, "utf8")).toBe("the write-ahead log");
  });

  test("that another process creates at the same time is opened", () => {
    const folder = scratchFolder();
    const path = join(folder, "entitywire.db");
    createFile(path, (sqlite) => {
      sqlite.exec("CREATE TABLE late (x)");
      createFile(path, (other) => other.exec("CREATE TABLE early (x)"));
    });
    expect(readdirSync(folder)).toEqual(["entitywire.db"]);
    const sqlite = new SqliteDatabase(path);
    expect(sqlite.prepare("SELECT name FROM sqlite_master").pluck().all()).toEqual(["early"]);
    sqlite.close();
  });

  test("in a folder that cannot be created is reported with its path", () => {
    const file = join(scratchFolder(), "a-file");
    writeFileSync(file, "");
    expect(() => openStore(join(file, "data"))).toThrow(
      expect.objectContaining({ code: "store/read-only", message: expect.stringContaining(file) }),
    );
  });

  test("that does not exist cannot be read, and reading does not create it", () => {
    const folder = scratchFolder();
    expect(() => openStoreToRead(folder)).toThrow(
      expect.objectContaining({ code: "store/missing" }),
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the event log", () => {
  test("counts from one without gaps and skips events it already has", () => {
    using store = openStore(scratchFolder());
    expect(appendEvent(store.db, draft("a"), NOW, ORIGIN)?.sequence).toBe("000000000001");
    expect(appendEvent(store.db, draft("a"), NOW, ORIGIN)).toBeNull();
    expect(appendEvent(store.db, draft("b"), NOW, ORIGIN)?.sequence).toBe("000000000002");
    expect(readEvents(store.db, { after: 1 }).map(({ id }) => id)).toEqual(["b"]);
    expect(countEvents(store.db)).toEqual(new Map([["list.baselined", 2]]));
  });

  test.each([
    ["changed", "UPDATE log SET type = 'entity.added'"],
    ["shortened", "DELETE FROM log"],
    ["given a gap", "INSERT INTO log SELECT 9, 'x', type, subject, time, event FROM log LIMIT 1"],
  ])("cannot be %s, even by direct SQL", (_how, sql) => {
    using store = openStore(scratchFolder());
    appendEvent(store.db, draft("a"), NOW, ORIGIN);
    const sqlite = (store.db as unknown as { $client: SqliteDatabase.Database }).$client;
    expect(() => sqlite.exec(sql)).toThrow(/event log/);
  });

  test("keeps nothing of a failed transaction", () => {
    using store = openStore(scratchFolder());
    expect(() =>
      store.transact((tx) => {
        appendEvent(tx, draft("a"), NOW, ORIGIN);
        throw new Error("the diff broke");
      }),
    ).toThrow("the diff broke");
    expect(readEvents(store.db, { after: 0 })).toEqual([]);
  });
});
