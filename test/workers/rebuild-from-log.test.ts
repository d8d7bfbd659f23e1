import { expect, test } from "vitest";
import { putDocument } from "../../src/db/documents/documents.ts";
import { entriesAsOf } from "../../src/db/list/versions.ts";
import { readEvents } from "../../src/db/log/log.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { addDays } from "../../src/model/clock/day.ts";
import { versionsOf } from "../../src/model/events/replay-log.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { dump, rebuild } from "../support/rebuild.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../support/small-world.ts";

async function openWorld() {
  const { store, clock, run } = await openTestPipeline(BEFORE);
  const take = async (now: string, document: { asOf?: string; knownFrom?: Date }, xml: string) => {
    clock.now = new Date(now);
    const kind = document.asOf === undefined ? "rule" : "snapshot";
    const bytes = new TextEncoder().encode(xml);
    putDocument(store.db, { ...document, kind, bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
  };
  const takeSnapshot = (now: string, asOf: string, rows: readonly RowFacts[]) =>
    take(now, { asOf }, renderSnapshot(rows));
  return { store, take, takeSnapshot };
}

/** Every kind of change: learnt late, effective later, and under a clock that steps back. */
async function runEventfulMonth(): Promise<Store> {
  const { store, take, takeSnapshot } = await openWorld();
  const delta = makeRow("Delta", { entity: ["Delta, 2 Rue Haute, Paris, France."] });
  const omega = makeRow("Omega", { entity: ["Omega, 3 Rue Haute, Paris, France."] });
  const moved = { ...omega, entity: ["Omega, 9 Rue Basse, Lyon, France."] };
  const knownFrom = new Date("2025-03-24T12:00:00Z");
  const baseline = renderSnapshot([ALPHA, BETA, delta]);
  await take("2025-03-28T13:00:00Z", { asOf: "2025-03-24", knownFrom }, baseline);
  await take("2025-03-29T13:00:00Z", {}, renderRule({ ...BATCH, effectiveOn: "2025-04-15" }));
  await takeSnapshot("2025-04-02T13:00:00Z", "2025-04-01", [ALPHA, BETA, omega]);
  await takeSnapshot("2025-04-18T13:00:00Z", "2025-04-16", [...AFTER.rows, omega, delta]);
  await takeSnapshot("2025-04-17T13:00:00Z", "2025-04-17", [...AFTER.rows, moved]);
  return store;
}

test("the log alone rebuilds the list and its versions, row by row", async () => {
  const store = await runEventfulMonth();
  expect(told(store)).toEqual([
    "list.baselined EL",
    "rule.published 2025-00001",
    "entity.added Gamma",
    "entity.modified Beta",
    "entity.added Omega",
    "entity.removed Delta",
    "entity.added Delta",
    "entity.codified Beta",
    "entity.codified Gamma",
    "entity.modified Omega",
    "entity.removed Delta",
  ]);
  expect(rebuild(store)).toEqual(dump(store.db));
});

test("what was law on a day, as known at an instant, can be read from the log", async () => {
  const store = await runEventfulMonth();
  const told = [...versionsOf(readEvents(store.db, { after: 0 }))];
  const versions = told.filter((one) => one.kind === "version");
  expect(versions).toHaveLength(told.length);
  const days = Array.from({ length: 30 }, (_, n) => addDays("2025-03-22", n));
  for (const knownAt of days.map((day) => `${day}T23:00:00.000Z`)) {
    for (const day of ["2019-11-12", "2019-11-13", ...days]) {
      // For each entry, the last version recorded for those days.
      const law = new Map<string, number | null>();
      for (const { entryId, version, entry, validFrom, knownFrom } of versions) {
        const start = validFrom ?? entry?.citations[0]?.date ?? "";
        if (knownFrom <= knownAt && start <= day) law.set(entryId, entry && version);
      }
      const stored = entriesAsOf(store.db, { day, knownAt });
      expect(
        Object.fromEntries(stored.map(({ entryId, version }) => [entryId, version])),
        `${day} as known at ${knownAt}`,
      ).toEqual(Object.fromEntries([...law].filter(([, version]) => version !== null)));
    }
  }
});

test("an entry that one rule removes and another lists again on the same day stays listed in the log", async () => {
  const { store, take, takeSnapshot } = await openWorld();
  await takeSnapshot("2025-03-25T13:00:00Z", "2025-03-24", [ALPHA, BETA]);
  const removal = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] })).replace(
    "“Gamma”.</AMDPAR>",
    "“Gamma”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entry for “Beta”.</AMDPAR>",
  );
  await take("2025-03-28T13:00:00Z", {}, removal);
  const again = { documentNumber: "2025-00002", added: [amended(BETA)] };
  await take("2025-03-28T13:00:00Z", {}, renderRule(makeRuleFacts(again)));
  const printed = { ...amended(BETA), licenseReviewPolicy: "Presumption of denial." };
  await takeSnapshot("2025-04-02T13:00:00Z", "2025-04-01", [ALPHA, printed, addedRow("Gamma")]);
  expect(told(store).filter((event) => event.endsWith("Beta"))).toEqual([
    "entity.removed Beta",
    "entity.added Beta",
    "entity.codified Beta",
    "entity.codified Beta",
  ]);
  expect(rebuild(store)).toEqual(dump(store.db));
});
