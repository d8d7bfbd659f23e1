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
function told(store: Store): string[] {
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
  // The first snapshot asks for the rules around it: so all sources answer.
  const hearAll = () => run({ step: "fetch", source: "ecfr" });
  return { ...pipeline, sweepAfter, hearAll };
}

describe("a source that nobody asks any more", () => {
  // Fetch alone judged the sources, by the answers it got: where it did not run, each stayed fresh for good.
  test("becomes stale when its time is over, and that is told once", async () => {
    const { store, hearAll, sweepAfter } = await openWithHours();
    await hearAll();
    await sweepAfter(0.2);
    expect(told(store)).toEqual([]);
    await sweepAfter(0.1);
    await sweepAfter(0.4);
    expect(told(store)).toEqual(["source.stale public-inspection"]);
    await sweepAfter(0.2);
    await sweepAfter(1);
    expect(told(store).slice(1)).toEqual(["source.stale federal-register"]);
    expect(listNotices(store.db, 1)[0]?.message).toBe(
      "no trustworthy answer since 2025-03-28T13:00:00.000Z; last asked: 2025-03-28T13:00:00.000Z",
    );
    await sweepAfter(24);
    expect(told(store).slice(2)).toEqual(["source.stale ecfr"]);
  });

  test("and fails when it is asked again is the same episode; one that follows is told anew", async () => {
    const { store, hearAll, run, server, sweepAfter } = await openWithHours();
    await hearAll();
    await sweepAfter(25);
    const stale = SOURCES.map((source) => `source.stale ${source}`);
    expect(told(store)).toEqual(stale);
    server.fault("/api/versioner", (_request, response) => response.writeHead(503).end());
    await run({ step: "fetch", source: "ecfr" }, { step: "sweep" });
    expect(told(store)).toEqual(stale);
    server.fault("/api/versioner", null);
    await run({ step: "fetch", source: "ecfr" });
    await sweepAfter(25);
    expect(told(store).slice(3)).toEqual(["source.recovered ecfr", "source.stale ecfr"]);
  });

  test("is given its time from the start of the process on", async () => {
    const { store, sweepAfter } = await openWithHours();
    await sweepAfter(0);
    expect(told(store)).toEqual([]);
    await sweepAfter(3);
    expect(told(store)).toEqual([
      "source.stale public-inspection",
      "source.stale federal-register",
    ]);
    expect(listNotices(store.db, 1)[0]?.message).toBe(
      "no trustworthy answer so far; last asked: never",
    );
  });
});
