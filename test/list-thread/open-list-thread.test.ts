import { existsSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { PipelineOptions } from "../../src/commands/open-pipeline.ts";
import { heldBackDocuments, putDocument } from "../../src/db/documents/documents.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices, putNotice } from "../../src/db/log/source-checks.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { openOnReplay } from "../support/open-on-replay.ts";
import { scratchFolder } from "../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts } from "../support/small-world.ts";
import { until } from "../support/until.ts";

const NOW = new Date("2025-03-28T13:00:00Z");
const OBEYING = new URL("../support/obeying-list-thread.ts", import.meta.url);
const HOSTILE = "2025-00001";

async function open(
  listThread: NonNullable<PipelineOptions["listThread"]>,
  dataDir = scratchFolder(),
  onBoundary?: (name: string) => void,
) {
  const failed: string[] = [];
  const pipeline = await openOnReplay("http://127.0.0.1:9", {
    ...{ dataDir, listThread, onBoundary, now: () => NOW },
    observer: { done: () => undefined, failed: (_job, error) => void failed.push(`${error}`) },
  });
  onTestFinished(() => pipeline[Symbol.asyncDispose]());
  const { store, runner } = pipeline;
  const put = (bytes: string) =>
    putDocument(
      store.db,
      { kind: "rule", source: "import", url: null, bytes: new TextEncoder().encode(bytes) },
      NOW,
    ).id;
  const begin = (): void => runner.add({ step: "sweep" });
  const read = async (): Promise<void> => {
    begin();
    await runner.drain();
  };
  const putSnapshot = (): void => {
    const text = renderSnapshot([makeRow("Alpha"), makeRow("Beta")]);
    const bytes = new TextEncoder().encode(text);
    const from = { source: "import", url: null, asOf: "2025-03-24" } as const;
    putDocument(store.db, { kind: "snapshot", bytes, ...from }, NOW);
  };
  const log = () =>
    readEvents(store.db, { after: 0, limit: 100 }).map(({ type, subject }) => `${type} ${subject}`);
  return { ...pipeline, dataDir, failed, put, putSnapshot, begin, read, log };
}

/** Whether another connection holds the write lock. */
function isLocked(dataDir: string): boolean {
  const sqlite = new SqliteDatabase(join(dataDir, "entitywire.db"), { timeout: 0 });
  try {
    sqlite.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "SQLITE_BUSY";
  } finally {
    sqlite.close();
  }
}

function rule(documentNumber: string, name: string, title = "Additions to the Entity List") {
  return renderRule(makeRuleFacts({ documentNumber, title, added: [addedRow(name)] }));
}

describe("the list thread", () => {
  test("writes the same log as the main thread", async () => {
    const logs: unknown[][] = [];
    for (const listThread of [{}, false] as const) {
      const { putSnapshot, put, read, store, failed } = await open(listThread);
      putSnapshot();
      put(rule("2025-00002", "Gamma"));
      put(rule("2025-00003", "Delta"));
      await read();
      expect(failed).toEqual([]);
      logs.push(readEvents(store.db, { after: 0, limit: 100 }));
    }
    expect(logs[0]).toHaveLength(5);
    expect(logs[0]).toEqual(logs[1]);
  });

  test("passes each boundary of a step to the main thread, and waits there", async () => {
    const seen: string[] = [];
    const { put, read, log } = await open({}, scratchFolder(), (name) => {
      seen.push(`${name.split(" ").slice(0, 2).join(" ")} ${log().length}`);
    });
    put(rule("2025-00002", "Gamma"));
    await read();
    expect(seen).toContain("diff written, 0");
    expect(seen).toContain("diff committed 2");
    expect(log()).toHaveLength(2);
  });
});

describe("a document that traps its reader", () => {
  test.each([
    ["loop in parse", "step/too-slow", { timeoutMs: 4_000 }],
    ["loop in diff", "step/too-slow", { timeoutMs: 4_000 }],
    ["loop at diff written,", "step/too-slow", { timeoutMs: 4_000 }],
    ["fill in parse", "step/too-large", { maxMemoryMb: 64 }],
    ["leave in diff", "step/thread-ended", {}],
    ["leave at diff written,", "step/thread-ended", {}],
  ])("%s: %s; it is set aside, and the next one is applied", async (trap, code, limits) => {
    const { putSnapshot, put, read, store, log } = await open({ script: OBEYING, limits });
    putSnapshot();
    const hostile = put(rule(HOSTILE, "Gamma", trap));
    put(rule("2025-00002", "Delta"));
    await read();
    expect(heldBackDocuments(store.db)).toMatchObject([{ id: hostile, state: "failed" }]);
    expect(listNotices(store.db, 1)).toMatchObject([
      { type: "document.failed", subject: hostile, message: expect.stringContaining(code) },
    ]);
    expect(log().slice(1)).toEqual([
      "rule.published 2025-00002",
      expect.stringMatching(/^entity.added/),
    ]);
  });

  test("leaves the event loop free, and its transaction leaves the store free", async () => {
    const { put, begin, runner, store, dataDir } = await open({
      ...{ script: OBEYING, limits: { timeoutMs: 4_000 } },
    });
    const hostile = put(rule(HOSTILE, "Gamma", "loop at diff written,"));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    begin();
    const notice = { type: "test", subject: "test", message: "written meanwhile" };
    await until("the thread writes", () => isLocked(dataDir));
    // Waits for its turn without blocking this thread.
    await store.write((tx) => putNotice(tx, notice, NOW));
    await runner.drain();
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(50);
    expect(
      listNotices(store.db, 5)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual([hostile, "test"]);
  });

  test("does not keep the process from stopping, and is not the first one read at the next start", async () => {
    const limits = { slowAfterMs: 20 };
    const first = await open({ script: OBEYING, limits });
    const { dataDir, put, begin } = first;
    const hostile = put(rule(HOSTILE, "Gamma", "loop in parse"));
    put(rule("2025-00002", "Delta"));
    begin();
    await until("a mark", () => existsSync(join(dataDir, "slow-document.json")));
    await first[Symbol.asyncDispose]();

    const second = await open({ script: OBEYING, limits }, dataDir);
    expect(heldBackDocuments(second.store.db)).toMatchObject([{ id: hostile, state: "failed" }]);
    expect(listNotices(second.store.db, 1)).toMatchObject([
      { type: "document.failed", subject: hostile, message: expect.stringContaining("slow since") },
    ]);
    await second.read();
    expect(second.log()).toEqual([
      "rule.published 2025-00002",
      expect.stringMatching(/^entity.added/),
    ]);
    expect(existsSync(join(dataDir, "slow-document.json"))).toBe(false);
  });

  test("that was only slow leaves no mark", async () => {
    const { put, read, dataDir, log } = await open({ limits: { slowAfterMs: 0 } });
    put(rule("2025-00002", "Delta"));
    await read();
    expect(log()).toHaveLength(2);
    expect(existsSync(join(dataDir, "slow-document.json"))).toBe(false);
  });
});
