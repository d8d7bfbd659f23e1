import { expect, test } from "vitest";
import { entriesAsOf } from "../../src/db/list/versions.ts";
import { ALPHA, BEFORE, BETA } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";

test("an entry that a snapshot lists again is law from that snapshot's day, and not before", async () => {
  const { store, sync, show, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
  await sync();
  for (const [rows, date, now] of [
    [[ALPHA], "2025-04-01", "2025-04-02T13:00:00Z"],
    [[ALPHA, BETA], "2025-04-04", "2025-04-07T13:00:00Z"],
  ] as const) {
    show({ rows, rules: [], date });
    clock.now = new Date(now);
    await sync();
  }
  const law = (day: string) =>
    entriesAsOf(store.db, { day, knownAt: "2025-04-07T13:00:00.000Z" })
      .map(({ entry, version }) => `${entry.name} ${version}`)
      .sort();
  expect(law("2025-03-31")).toEqual(["Alpha 1", "Beta 1"]);
  expect(law("2025-04-03")).toEqual(["Alpha 1"]);
  expect(law("2025-04-04")).toEqual(["Alpha 1", "Beta 3"]);
});
