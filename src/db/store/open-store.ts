/** Opens the store: one SQLite file in the data folder, migrated to this version's schema. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunResult } from "better-sqlite3";
import SqliteDatabase from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { PipelineError } from "../../model/errors.ts";
import { guarded } from "./explain-fault.ts";
import { describeHolder, type Holder, isAlive, renewalSeen } from "./holder.ts";
import { reuseStatements } from "./reuse-statements.ts";
import {
  copyInto,
  createFile,
  makeFolder,
  refuseEmptyFile,
  refuseWithoutTables,
} from "./store-file.ts";
import { createWriteTurn, type WriteTurn } from "./write-turn.ts";

/** The database or a transaction of it; every query function takes one. */
export type Database = BaseSQLiteDatabase<"sync", RunResult>;

export interface Store extends Disposable {
  readonly db: Database;
  readonly path: string;
  /** Runs `work` in one transaction that takes the write lock at once, and blocks this thread while another one holds it. */
  transact<T>(work: (tx: Database) => T): T;
  /** Like `transact`, but leaves the event loop free while another thread of this process writes. */
  write<T>(work: (tx: Database) => T): Promise<T>;
  /** Runs `work` on one consistent state of the store, unaffected by concurrent writes. */
  read<T>(work: (tx: Database) => T): T;
  /** Checks every page. @throws PipelineError store/corrupt */
  check(): void;
  /** Copies the committed state into a new file, whole or not at all; others may write meanwhile. */
  copyTo(target: string): void;
}

const FILE_NAME = "entitywire.db";
const BUSY_TIMEOUT_MS = 10_000;
const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

/**
 * Creates a missing folder or file, and migrates an older store after copying it. Only the owner can read what it creates.
 * @throws PipelineError store/read-only, store/newer-schema, store/corrupt, store/lost, store/locked
 */
export function openStore(dataDir: string, turn = createWriteTurn("main")): Store {
  const path = join(dataDir, FILE_NAME);
  return guarded(path, () => {
    makeFolder(dataDir);
    if (!existsSync(path)) createFile(path, buildSchema);
    refuseEmptyFile(path);
    const sqlite = new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS });
    return closeOnError(sqlite, () => {
      refuseWithoutTables(sqlite, path);
      sqlite.pragma("journal_mode = WAL");
      // The log must not forget what was delivered, so each commit reaches the disk.
      sqlite.pragma("synchronous = FULL");
      sqlite.pragma("foreign_keys = ON");
      bringUpToDate(sqlite, path);
      return toStore(sqlite, path, turn);
    });
  });
}

/** Opens the store in a thread beside the main thread that opened it. Each transaction waits for this thread's turn. */
export function openStoreBeside(dataDir: string, turn: WriteTurn): Store {
  const store = openStore(dataDir, turn);
  const transact: Store["transact"] = (work) => {
    turn.takeBlocking();
    try {
      return store.transact(work);
    } finally {
      turn.free();
    }
  };
  return { ...store, transact, write: async (work) => transact(work) };
}

/**
 * Opens an existing store for reading; a writer may work beside it.
 * @throws PipelineError store/missing, store/newer-schema, store/corrupt, store/lost
 */
export function openStoreToRead(dataDir: string): Store {
  const path = requireStore(dataDir);
  return guarded(path, () => {
    refuseEmptyFile(path);
    const sqlite = new SqliteDatabase(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    return closeOnError(sqlite, () => {
      refuseWithoutTables(sqlite, path);
      const [applied, known] = [appliedMigrations(sqlite), knownMigrations()];
      refuseNewer(applied, known, path);
      if (applied < known) {
        throw new PipelineError("store/missing", `the store at ${path} is of an older version`, {
          hint: "run `entitywire serve` or `entitywire import` once: they copy and migrate it",
        });
      }
      return toStore(sqlite, path);
    });
  });
}

/** Tables that a person may write beside the one writer: endpoints, deliveries, keys and notices. */
const ADMINISTERED = ["endpoints", "deliveries", "delivery_counts", "api_keys", "notices"];

/**
 * Opens an existing store to administer its subscribers beside the service that holds the lease ("One writer" protects the
 * list and its log). SQLite refuses writes to any other table.
 * @throws PipelineError store/missing, store/newer-schema, store/corrupt
 */
export function openStoreToAdminister(dataDir: string): Store {
  openStoreToRead(dataDir)[Symbol.dispose]();
  const path = requireStore(dataDir);
  return guarded(path, () => {
    const sqlite = new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS });
    return closeOnError(sqlite, () => {
      sqlite.pragma("synchronous = FULL");
      sqlite.pragma("foreign_keys = ON");
      fence(sqlite);
      return toStore(sqlite, path);
    });
  });
}

/** Adds triggers that exist on this connection only. */
function fence(sqlite: SqliteDatabase.Database): void {
  const tables = sqlite
    .prepare(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all() as string[];
  for (const table of tables.filter((name) => !ADMINISTERED.includes(name))) {
    for (const act of ["INSERT", "UPDATE", "DELETE"]) {
      sqlite.exec(`CREATE TEMP TRIGGER "fence_${table}_${act}" BEFORE ${act} ON main."${table}"
        BEGIN SELECT RAISE(ABORT, '${table} belongs to the one writer of the list'); END`);
    }
  }
}

/** Returns the store's path. Reading commands must not create a store. @throws PipelineError store/missing */
export function requireStore(dataDir: string): string {
  const path = join(dataDir, FILE_NAME);
  if (existsSync(path)) return path;
  throw new PipelineError("store/missing", `there is no store at ${path}`, {
    hint: "name its folder with --data, or fill one with `entitywire import` or `entitywire serve`",
  });
}

/** An in-memory store without foreign keys; its rows may refer to another store. */
export function openScratchStore(): Store {
  const sqlite = new SqliteDatabase(":memory:");
  return closeOnError(sqlite, () => {
    sqlite.pragma("foreign_keys = OFF");
    buildSchema(sqlite);
    return toStore(sqlite, ":memory:");
  });
}

function toStore(
  sqlite: SqliteDatabase.Database,
  path: string,
  turn = createWriteTurn("main"),
): Store {
  reuseStatements(sqlite);
  const db = drizzle(sqlite, { casing: "snake_case" });
  // The transaction gets the store's own database, so that queries prepared once serve every transaction.
  const transact: Store["transact"] = (work) =>
    guarded(path, () => sqlite.transaction(() => work(db)).immediate());
  return {
    db,
    path,
    transact,
    write: async (work) => {
      await turn.take();
      try {
        return transact(work);
      } finally {
        turn.free();
      }
    },
    read: (work) => guarded(path, () => sqlite.transaction(() => work(db)).deferred()),
    check: () => guarded(path, () => checkPages(sqlite, path)),
    copyTo: (target) => guarded(target, () => copyInto(sqlite, target)),
    [Symbol.dispose]: () => sqlite.close(),
  };
}

function checkPages(sqlite: SqliteDatabase.Database, path: string): void {
  const found = sqlite.pragma("quick_check(1)", { simple: true });
  if (found === "ok") return;
  throw new PipelineError("store/corrupt", `${path} is damaged: ${found}`, {
    hint: "restore it from a backup",
  });
}

function bringUpToDate(sqlite: SqliteDatabase.Database, path: string): void {
  const [applied, known] = [appliedMigrations(sqlite), knownMigrations()];
  refuseNewer(applied, known, path);
  if (applied === known) return;
  if (applied > 0) {
    refuseWhileWritten(sqlite, path);
    copyInto(sqlite, `${path}.before-migration-${applied + 1}`);
  }
  buildSchema(sqlite);
}

function buildSchema(sqlite: SqliteDatabase.Database): void {
  migrate(drizzle(sqlite), { migrationsFolder: MIGRATIONS });
}

/** A running service of the older version would keep writing in the old schema. */
function refuseWhileWritten(sqlite: SqliteDatabase.Database, path: string): void {
  const holders = sqlite
    .prepare(
      "SELECT name, holder, pid, host, acquired_at AS acquiredAt, renewed_at AS renewedAt FROM leases",
    )
    .all() as Holder[];
  const now = new Date();
  const holder = holders.find((one) => isAlive(one, now));
  if (holder === undefined) return;
  const renewedAt = renewalSeen(holder, now);
  if (renewedAt !== null) {
    sqlite
      .prepare("UPDATE leases SET renewed_at = ? WHERE holder = ?")
      .run(renewedAt, holder.holder);
  }
  throw new PipelineError(
    "store/locked",
    `${describeHolder(holder)} writes ${path}, which is of an older version`,
    { hint: "stop it first; then the store is copied and migrated", retryable: true },
  );
}

function refuseNewer(applied: number, known: number, path: string): void {
  if (applied <= known) return;
  throw new PipelineError(
    "store/newer-schema",
    `the store at ${path} was written by a newer entitywire (schema ${applied}, this one knows ${known})`,
    { hint: "upgrade entitywire, or name another folder with --data" },
  );
}

function knownMigrations(): number {
  return readMigrationFiles({ migrationsFolder: MIGRATIONS }).length;
}

function appliedMigrations(sqlite: SqliteDatabase.Database): number {
  const table = sqlite
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  if (table === undefined) return 0;
  return sqlite.prepare("SELECT count(*) FROM __drizzle_migrations").pluck().get() as number;
}

function closeOnError<T>(sqlite: SqliteDatabase.Database, open: () => T): T {
  try {
    return open();
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
