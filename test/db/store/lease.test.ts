import { hostname } from "node:os";
import type SqliteDatabase from "better-sqlite3";
import { afterEach, describe, expect, test, vi } from "vitest";
import { countDocuments, putDocument } from "../../../src/db/documents/documents.ts";
import { describeHolder } from "../../../src/db/store/holder.ts";
import { currentHolder, takeLease } from "../../../src/db/store/lease.ts";
import { openStore, type Store } from "../../../src/db/store/open-store.ts";
import { scratchFolder } from "../../support/scratch.ts";

const RENEWAL_MS = 10_000;
const LOST = expect.objectContaining({ code: "store/lease-lost" });

function sqliteOf(store: Store): SqliteDatabase.Database {
  return (store.db as unknown as { $client: SqliteDatabase.Database }).$client;
}

function writeSomething(store: Store): void {
  const bytes = new TextEncoder().encode("<RULE/>");
  const document = { kind: "rule", bytes, source: "import", url: null } as const;
  store.transact((tx) => putDocument(tx, document, new Date()));
}

function renewedAt(store: Store): string | undefined {
  return currentHolder(store, new Date())?.renewedAt;
}

afterEach(() => void vi.useRealTimers());

describe("the writer's lease", () => {
  test("refuses a second writer and names the first", () => {
    const folder = scratchFolder();
    using first = openStore(folder);
    using second = openStore(folder);
    const lease = takeLease(first, "serve");
    expect(() => takeLease(second, "import")).toThrow(
      expect.objectContaining({
        code: "store/locked",
        message: expect.stringContaining(`entitywire serve (process ${process.pid} on`),
      }),
    );
    expect(currentHolder(second, new Date())?.holder).toMatch(/^serve /);
    lease[Symbol.dispose]();
    expect(currentHolder(second, new Date())).toBeNull();
    takeLease(second, "import")[Symbol.dispose]();
  });

  test("of a process that died is taken over at once", () => {
    using store = openStore(scratchFolder());
    using dead = takeLease(store, "serve");
    // No process has this id: it is far above the kernel's maximum.
    sqliteOf(store).exec("UPDATE leases SET pid = 2147483646");
    using lease = takeLease(store, "import");
    expect([dead, lease]).toHaveLength(2);
    expect(currentHolder(store, new Date())?.holder).toMatch(/^import /);
  });

  // After a container restart the only process is process 1 again, and a lease of process 1 looked like its own.
  test("of a dead process with our own id is taken over at once", () => {
    using store = openStore(scratchFolder());
    const now = new Date().toISOString();
    sqliteOf(store)
      .prepare("INSERT INTO leases VALUES ('writer', 'serve of-the-predecessor', ?, ?, ?, ?)")
      .run(process.pid, hostname(), now, now);
    expect(currentHolder(store, new Date())).toBeNull();
    using lease = takeLease(store, "serve");
    expect(lease.lost.aborted).toBe(false);
  });

  test("of another host counts until it is silent for a minute, whatever its process id", () => {
    using store = openStore(scratchFolder());
    const now = new Date().toISOString();
    sqliteOf(store)
      .prepare("INSERT INTO leases VALUES ('writer', 'serve of-another', ?, 'elsewhere', ?, ?)")
      .run(process.pid, now, now);
    expect(() => takeLease(store, "import")).toThrow(
      expect.objectContaining({ code: "store/locked" }),
    );
    sqliteOf(store).exec("UPDATE leases SET renewed_at = '2020-01-01T00:00:00.000Z'");
    takeLease(store, "import")[Symbol.dispose]();
  });
});

describe("a writer whose lease was taken over", () => {
  // The process slept for more than a minute, woke up, and wrote beside its successor.
  test("commits nothing more, names the new writer, and leaves its lease alone", () => {
    const folder = scratchFolder();
    using first = openStore(folder);
    using second = openStore(folder);
    const sleeper = takeLease(first, "serve");
    writeSomething(sleeper.store);
    sqliteOf(first).exec("UPDATE leases SET renewed_at = '2020-01-01T00:00:00.000Z'");
    using successor = takeLease(second, "sync");

    let ran = false;
    const work = (): void => {
      ran = true;
    };
    expect(() => sleeper.store.transact(work)).toThrow(LOST);
    expect(ran).toBe(false);
    expect(sleeper.lost.reason).toMatchObject({
      retryable: false,
      message: expect.stringContaining("taken over by entitywire sync (process"),
    });
    successor.store.transact(work);
    expect(ran).toBe(true);
    sleeper[Symbol.dispose]();
    expect(currentHolder(second, new Date())?.holder).toMatch(/^sync /);
    expect(countDocuments(second.db)).toEqual([{ state: "fetched", documents: 1 }]);
  });

  test("notices the loss at its next renewal", async () => {
    vi.useFakeTimers();
    using store = openStore(scratchFolder());
    using lease = takeLease(store, "serve");
    await vi.advanceTimersByTimeAsync(RENEWAL_MS);
    expect(lease.lost.aborted).toBe(false);
    sqliteOf(store).exec("DELETE FROM leases");
    await vi.advanceTimersByTimeAsync(RENEWAL_MS);
    expect(lease.lost.reason).toMatchObject({
      code: "store/lease-lost",
      message: expect.stringContaining("its lease was removed"),
    });
  });
});

// The renewal threw without a handler, and a backup that held the file for a while ended the service.
test("a renewal that meets a busy file retries and loses nothing", async () => {
  vi.useFakeTimers();
  const folder = scratchFolder();
  using store = openStore(folder);
  using other = openStore(folder);
  sqliteOf(store).pragma("busy_timeout = 0");
  using lease = takeLease(store, "serve");
  const before = renewedAt(store);
  sqliteOf(other).exec("BEGIN IMMEDIATE");
  await vi.advanceTimersByTimeAsync(RENEWAL_MS);
  expect(renewedAt(store)).toBe(before);
  sqliteOf(other).exec("ROLLBACK");
  await vi.advanceTimersByTimeAsync(RENEWAL_MS);
  expect(lease.lost.aborted).toBe(false);
  expect(renewedAt(store)).not.toBe(before);
});

test("a holder is described without its token", () => {
  using store = openStore(scratchFolder());
  using lease = takeLease(store, "serve");
  const holder = currentHolder(lease.store, new Date());
  const token = holder?.holder.split(" ")[1] ?? "";
  expect(token).toMatch(/^[0-9a-f-]{36}$/);
  expect(holder && describeHolder(holder)).not.toContain(token);
});
