import { describe, expect, test } from "vitest";
import { listNotices } from "../../src/db/log/source-checks.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { SOURCES } from "../../src/model/clock/source.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, makeRow, makeRuleFacts } from "../support/small-world.ts";

const HOUR_MS = 3_600_000;
const RULE = makeRuleFacts({ added: [addedRow("Gamma")] });
const WORLD = { rows: [makeRow("Alpha")], rules: [RULE], date: "2025-03-24" };

/** Oldest first. */
function noticed(store: Store): string[] {
  return listNotices(store.db, 99)
    .map(({ type, subject }) => `${type} ${subject}`)
    .reverse();
}

async function openWithHours() {
  const pipeline = await openTestPipeline(WORLD);
  const { clock, run } = pipeline;
  const sweepAfter = async (hours: number): Promise<void> => {
    clock.now = new Date(clock.now.getTime() + hours * HOUR_MS);
    await run({ step: "sweep" });
  };
  // The first snapshot enqueues the rules around it, so all sources answer.
  const hearAll = () => run({ step: "fetch", source: "ecfr" });
  return { ...pipeline, sweepAfter, hearAll };
}

describe("a source that is no longer polled", () => {
  // Fetch alone judged the sources by their answers; when it did not run, each stayed fresh for ever.
  test("becomes stale after its deadline, and that is reported once", async () => {
    const { store, hearAll, sweepAfter } = await openWithHours();
    await hearAll();
    await sweepAfter(0.2);
    expect(noticed(store)).toEqual([]);
    await sweepAfter(0.1);
    await sweepAfter(0.4);
    expect(noticed(store)).toEqual(["source.stale public-inspection"]);
    await sweepAfter(0.2);
    await sweepAfter(1);
    expect(noticed(store).slice(1)).toEqual(["source.stale federal-register"]);
    expect(listNotices(store.db, 1)[0]?.message).toBe(
      "no trustworthy answer since 2025-03-28T13:00:00.000Z; last asked: 2025-03-28T13:00:00.000Z",
    );
    await sweepAfter(24);
    expect(noticed(store).slice(2)).toEqual(["source.stale ecfr"]);
  });

  test("and fails at the next poll is in the same episode; a later one is reported again", async () => {
    const { store, hearAll, run, server, sweepAfter } = await openWithHours();
    await hearAll();
    await sweepAfter(25);
    const stale = SOURCES.map((source) => `source.stale ${source}`);
    expect(noticed(store)).toEqual(stale);
    server.fault("/api/versioner", (_request, response) => response.writeHead(503).end());
    await run({ step: "fetch", source: "ecfr" }, { step: "sweep" });
    expect(noticed(store)).toEqual(stale);
    server.fault("/api/versioner", null);
    await run({ step: "fetch", source: "ecfr" });
    await sweepAfter(25);
    expect(noticed(store).slice(3)).toEqual(["source.recovered ecfr", "source.stale ecfr"]);
  });

  // Each sweep reported it, and each poll reported its recovery, for as long as the clock had run ahead.
  test("is judged by its answers alone if the clock ran ahead when the process started", async () => {
    const { store, clock, hearAll, sweepAfter } = await openWithHours();
    clock.now = new Date(clock.now.getTime() - 48 * HOUR_MS);
    await hearAll();
    await sweepAfter(0.1);
    expect(noticed(store)).toEqual([]);
    await sweepAfter(0.3);
    expect(noticed(store)).toEqual(["source.stale public-inspection"]);
  });

  test("has its deadline counted from the start of the process", async () => {
    const { store, sweepAfter } = await openWithHours();
    await sweepAfter(0);
    expect(noticed(store)).toEqual([]);
    await sweepAfter(3);
    expect(noticed(store)).toEqual([
      "source.stale public-inspection",
      "source.stale federal-register",
    ]);
    expect(listNotices(store.db, 1)[0]?.message).toBe(
      "no trustworthy answer so far; last asked: never",
    );
  });
});
