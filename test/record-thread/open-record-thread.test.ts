import { setTimeout as sleep } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Lease, takeLease } from "../../src/db/store/lease.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { createWriteTurn } from "../../src/db/store/write-turn.ts";
import { getDelivery } from "../../src/db/subscribers/deliveries.ts";
import { createEndpoint, getEndpoint } from "../../src/db/subscribers/endpoints.ts";
import { planDeliveries } from "../../src/db/subscribers/plan-deliveries.ts";
import { openRecordThread } from "../../src/record-thread/open-record-thread.ts";
import { fillNews } from "../support/fill-news.ts";
import { scratchFolder } from "../support/scratch.ts";

const NOW = new Date("2025-03-28T13:00:00Z");
const SEND = { attempt: 1, status: 204, error: null, retryAfterMs: null, durationMs: 5 };

async function openHouse() {
  const dataDir = scratchFolder();
  const turn = createWriteTurn("main");
  const store = openStore(dataDir, turn);
  const lease = takeLease(store, "test");
  const thread = openRecordThread({ dataDir, holder: lease.holder, turn: turn.memory });
  onTestFinished(async () => {
    await thread[Symbol.asyncDispose]();
    lease[Symbol.dispose]();
    store[Symbol.dispose]();
  });
  await fillLog(lease);
  return { store, lease, thread };
}

async function fillLog({ store }: Lease): Promise<void> {
  const wanted = { id: "endpoint_1", url: "https://example.com/", description: "", filter: null };
  store.transact((tx) => createEndpoint(tx, { ...wanted, from: 1, sealedSecrets: "none" }, NOW));
  fillNews(store, 3);
  await planDeliveries(store, NOW);
}

function report(endpointId: string, ...sequences: [number, ...number[]]) {
  const [first, ...others] = sequences.map((sequence) => ({ ...SEND, sequence }));
  if (first === undefined) throw new Error("a report has an outcome");
  return { endpointId, outcomes: [first, ...others] as [typeof first, ...(typeof first)[]] };
}

describe("the thread that records deliveries", () => {
  test("writes outcomes, and returns each endpoint as it is then; null for a deleted one", async () => {
    const { store, thread } = await openHouse();
    const endpoints = await thread.write(
      [report("endpoint_1", 1, 2), report("endpoint_gone", 1)],
      NOW,
    );
    expect(endpoints).toEqual([getEndpoint(store.db, "endpoint_1"), null]);
    const states = [1, 2, 3].map(
      (sequence) => getDelivery(store.db, "endpoint_1", sequence)?.state,
    );
    expect(states).toEqual(["delivered", "delivered", "pending"]);
    expect(getDelivery(store.db, "endpoint_1", 1)?.deliveredAt).toBe(NOW.toISOString());
  });

  test("leaves the main thread free while another connection writes", async () => {
    const { store, thread } = await openHouse();
    await thread.write([report("endpoint_1", 1)], NOW);
    const other = new SqliteDatabase(store.path);
    other.exec("BEGIN IMMEDIATE");
    // In this thread, the write would wait for this thread's own lock until it failed.
    let isWritten = false;
    const writing = thread.write([report("endpoint_1", 2)], NOW).then(() => {
      isWritten = true;
    });
    await sleep(100);
    expect(isWritten).toBe(false);
    other.exec("COMMIT");
    other.close();
    await writing;
    expect(getDelivery(store.db, "endpoint_1", 2)?.state).toBe("delivered");
  });

  test("writes nothing after another process took the lease", async () => {
    const { store, thread } = await openHouse();
    await thread.write([report("endpoint_1", 1)], NOW);
    const other = new SqliteDatabase(store.path);
    other.exec("UPDATE leases SET holder = 'serve of-another'");
    other.close();
    await expect(thread.write([report("endpoint_1", 2)], NOW)).rejects.toMatchObject({
      code: "store/lease-lost",
      retryable: false,
    });
    expect(getDelivery(store.db, "endpoint_1", 2)?.state).toBe("pending");
  });

  test("writes all reports or none, and goes on after an error", async () => {
    const { store, thread } = await openHouse();
    const other = new SqliteDatabase(store.path);
    other.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON deliveries WHEN NEW.sequence = 2
      BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`);
    other.close();
    // All or none: the first outcome is not written either.
    const both = [report("endpoint_1", 1), report("endpoint_1", 2)];
    await expect(thread.write(both, NOW)).rejects.toThrow("refused by the test");
    expect(getDelivery(store.db, "endpoint_1", 1)?.state).toBe("pending");
    await thread.write([report("endpoint_1", 1)], NOW);
    expect(getDelivery(store.db, "endpoint_1", 1)?.state).toBe("delivered");
  });

  test("writes nothing after it was closed", async () => {
    const { thread } = await openHouse();
    await thread.write([report("endpoint_1", 1)], NOW);
    await thread[Symbol.asyncDispose]();
    await expect(thread.write([report("endpoint_1", 2)], NOW)).rejects.toThrow("is closed");
  });
});
