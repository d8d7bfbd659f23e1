import { expect, test } from "vitest";
import { createRebuildQueue } from "../../../src/db/list/rebuild-queue.ts";
import { createSequenceSnapshots } from "../../../src/db/list/sequence-snapshots.ts";
import { openStore } from "../../../src/db/store/open-store.ts";
import { fillList } from "../../support/fill-list.ts";
import { fillLog } from "../../support/fill-log.ts";
import { openApi } from "../../support/open-api.ts";
import { scratchFolder } from "../../support/scratch.ts";

test("one rebuild runs at a time, four wait, and further ones are refused until one ends", async () => {
  const { run } = createRebuildQueue();
  const steps: string[] = [];
  const rebuilds = Array.from({ length: 6 }, (_, at) => {
    const gate = Promise.withResolvers<number>();
    const made = run(() => {
      steps.push(`begin ${at}`);
      return gate.promise.finally(() => steps.push(`end ${at}`));
    });
    return { gate, made };
  });
  await expect(rebuilds[5]?.made).rejects.toMatchObject({ code: "store/busy", retryable: true });
  rebuilds[0]?.gate.reject(new Error("the disk broke"));
  await expect(rebuilds[0]?.made).rejects.toThrow("the disk broke");
  for (const { gate } of rebuilds) gate.resolve(7);
  const waited = rebuilds.slice(1, 5).map(({ made }) => made);
  expect(await Promise.all(waited)).toEqual([7, 7, 7, 7]);
  expect(steps).toEqual([0, 1, 2, 3, 4].flatMap((at) => [`begin ${at}`, `end ${at}`]));
  expect(await run(async () => 8)).toBe(8);
});

test("lists of many sequences at once are right, or refused; never mixed", async () => {
  using store = openStore(scratchFolder());
  fillLog(store, 1_500);
  fillList(store);
  const snapshots = createSequenceSnapshots(store);
  const wanted = [1_200, 300, 900, 600, 1_100, 1_500, 250, 260];
  const results = await Promise.allSettled(wanted.map((sequence) => snapshots.at(sequence)));
  const refused = results.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(results[5]).toMatchObject({ status: "fulfilled" });
  for (const [at, result] of results.entries()) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "store/busy" });
    else expect(result.value.sequence).toBe(wanted[at]);
  }
  // Refusals are not kept.
  const alone = createSequenceSnapshots(store);
  for (const sequence of wanted) {
    const [one, other] = [await snapshots.at(sequence), await alone.at(sequence)];
    expect([...one.entries]).toEqual([...other.entries]);
  }
});

test("the API answers 503 with Retry-After while too many rebuilds wait, and logs no fault", async () => {
  const { ask, faults } = await openApi({ events: 1_500 });
  const paths = Array.from(
    { length: 8 },
    (_, at) => `/v1/exports/entries.delta.ndjson?from=${300 + at}&to=${900 + at}`,
  );
  const answers = await Promise.all(paths.map((path) => ask(path)));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.json()).toMatchObject({ title: "Busy" });
  }
  expect(faults).toEqual([]);
});
