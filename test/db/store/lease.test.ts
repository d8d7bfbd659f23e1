import { hostname } from "node:os";
import type SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countDocuments, putDocument } from "../../../src/db/documents/documents.ts";
import { describeHolder } from "../../../src/db/store/holder.ts";
import { currentHolder, takeLease } from "../../../src/db/store/lease.ts";
import { openStore, type Store } from "../../../src/db/store/open-store.ts";
import { pidSpace, startOf } from "../../../src/db/store/running-process.ts";
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

const LOCKED = expect.objectContaining({ code: "store/locked" });
const DAY_MS = 86_400_000;
/** Seconds after which a holder that is not seen must have been replaced, and before which it must not be. */
const [SOON_S, LATE_S] = [50, 70];

interface Row {
  readonly holder: string;
  readonly pid?: number;
  readonly host?: string;
  readonly renewedAt?: Date;
}

function putHolder(store: Store, row: Row): void {
  const { holder, pid = process.pid, host = hostname(), renewedAt: renewed = new Date() } = row;
  const time = renewed.toISOString();
  sqliteOf(store)
    .prepare("INSERT OR REPLACE INTO leases VALUES ('writer', ?, ?, ?, ?, ?)")
    .run(holder, pid, host, time, time);
}

/** The PID space and start that this process writes into its own lease. */
function ownMark(store: Store): { space: string; start: string } {
  using _lease = takeLease(store, "import");
  const [, , space, start] = currentHolder(store, new Date())?.holder.split(" ") ?? [];
  if (space === undefined || start === undefined) throw new Error("the lease has no mark");
  return { space, start };
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
    putHolder(store, { holder: "serve of-the-predecessor" });
    expect(currentHolder(store, new Date())).toBeNull();
    using lease = takeLease(store, "serve");
    expect(lease.lost.aborted).toBe(false);
  });

  test("of another host counts until it is silent for a minute, whatever its process id", () => {
    using store = openStore(scratchFolder());
    putHolder(store, { holder: "serve of-another", host: "elsewhere" });
    expect(() => takeLease(store, "import")).toThrow(
      expect.objectContaining({ code: "store/locked" }),
    );
    sqliteOf(store).exec("UPDATE leases SET renewed_at = '2020-01-01T00:00:00.000Z'");
    takeLease(store, "import")[Symbol.dispose]();
  });
});

// Two containers may have one host name, and in each the service is process 1.
describe("the writer's lease, where processes can be told apart", () => {
  beforeEach(({ skip }) => skip(pidSpace() === null, "this system does not tell PID spaces"));

  test("of another container with our host name and process id counts until it is silent", () => {
    vi.useFakeTimers();
    using store = openStore(scratchFolder());
    const { space, start } = ownMark(store);
    putHolder(store, { holder: `serve of-another ${space}0 ${start}` });
    vi.advanceTimersByTime(SOON_S * 1000);
    expect(() => takeLease(store, "serve")).toThrow(LOCKED);
    vi.advanceTimersByTime((LATE_S - SOON_S) * 1000);
    takeLease(store, "serve")[Symbol.dispose]();
  });

  test("of a dead process is taken over at once, whatever the host was called then", () => {
    using store = openStore(scratchFolder());
    const { space, start } = ownMark(store);
    // No process has this id: it is far above the kernel's maximum.
    putHolder(store, {
      holder: `serve of-the-predecessor ${space} ${start}`,
      host: "elsewhere",
      pid: 2147483646,
    });
    takeLease(store, "serve")[Symbol.dispose]();
  });

  test("of a dead process whose id another process has now is taken over at once", () => {
    using store = openStore(scratchFolder());
    const { space } = ownMark(store);
    const start = startOf(process.ppid)?.ticks;
    putHolder(store, { holder: `serve of-the-parent ${space} ${start}`, pid: process.ppid });
    expect(() => takeLease(store, "serve")).toThrow(LOCKED);
    putHolder(store, { holder: `serve of-a-former ${space} ${start}0`, pid: process.ppid });
    takeLease(store, "serve")[Symbol.dispose]();
  });
});

// A clock that ran two days ahead kept the successor of a dead writer waiting for two days.
describe("a lease renewed in the future", () => {
  beforeEach(() => void vi.useFakeTimers());
  const AHEAD = { holder: "serve of-another", host: "elsewhere" };
  const ahead = () => new Date(Date.now() + 2 * DAY_MS);

  test("of a dead writer blocks for a minute only", () => {
    using store = openStore(scratchFolder());
    putHolder(store, { ...AHEAD, renewedAt: ahead() });
    expect(() => takeLease(store, "serve")).toThrow(LOCKED);
    vi.advanceTimersByTime(SOON_S * 1000);
    expect(() => takeLease(store, "serve")).toThrow(LOCKED);
    vi.advanceTimersByTime((LATE_S - SOON_S) * 1000);
    takeLease(store, "serve")[Symbol.dispose]();
  });

  test("again and again by a living writer is not taken over", () => {
    using store = openStore(scratchFolder());
    for (let renewals = 0; renewals < 20; renewals += 1) {
      putHolder(store, { ...AHEAD, renewedAt: ahead() });
      expect(() => takeLease(store, "serve")).toThrow(LOCKED);
      vi.advanceTimersByTime(RENEWAL_MS);
    }
  });

  test("blocks a migration for a minute only", () => {
    const folder = scratchFolder();
    {
      using store = openStore(folder);
      putHolder(store, { ...AHEAD, renewedAt: ahead() });
      sqliteOf(store).exec(
        "DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)",
      );
    }
    expect(() => openStore(folder)).toThrow(LOCKED);
    vi.advanceTimersByTime(LATE_S * 1000);
    // The newest migration ran before, so it cannot run again.
    expect(() => openStore(folder)).not.toThrow(LOCKED);
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
