import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type EntriesOptions, runEntries } from "../../src/commands/entries.ts";
import { BATCH, BEFORE } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { fillDemo } from "../support/web-worlds.ts";

test("the list is printed as JSON lines, as CSV and as FollowTheMoney, of the same entries", async () => {
  const data = scratchFolder();
  await fillDemo(data);
  const print = async (...args: string[]) =>
    (await runCommand(["entries", "--data", data, ...args])).stdout.trimEnd();

  const entries = (await print()).split("\n").map((line) => JSON.parse(line));
  expect(entries).toHaveLength(86);
  expect(entries[0]).toMatchObject({ entryVersion: 3, list: "EL", name: "Dart Aviation" });

  const csv = await print("--format", "csv");
  expect(csv.split("\n")[0]).toMatch(
    /^_id,source,entity_number,type,programs,name,title,addresses,/,
  );
  expect(csv).toContain(",Entity List (EL) - Bureau of Industry and Security,");
  expect(csv.split("\n")).toHaveLength(87);

  const ftm = (await print("--format", "ftm")).split("\n").map((line) => JSON.parse(line));
  expect(ftm.filter(({ schema }) => schema === "Sanction")).toHaveLength(86);
  expect(await print("--as-of", "2025-03-24")).not.toContain("Inspur Taiwan");
  expect(await print("--as-of", "2025-03-25")).toContain("Inspur Taiwan");
  expect(await print("--list", "UVL")).toBe("");
}, 60_000);

test("a rule that is known and not yet in force is not on today's list", async () => {
  const rules = [{ ...BATCH, effectiveOn: "2025-04-15" }];
  const { store, sync, clock } = await openTestPipeline({ ...BEFORE, rules });
  await sync();
  const print = (now: string, options: Partial<EntriesOptions> = {}) => {
    const lines: string[] = [];
    const io = { out: (line: string) => void lines.push(line), err: () => undefined, env: {} };
    runEntries(io, dirname(store.path), { format: "ndjson", ...options }, new Date(now));
    return lines.map((line) => JSON.parse(line)).map((e) => `${e.name} ${e.entryVersion}`);
  };
  const [before, after] = [
    ["Alpha 1", "Beta 1"],
    ["Alpha 1", "Beta 2", "Gamma 1"],
  ];
  expect(print("2025-04-14T23:59:59Z")).toEqual(before);
  expect(print("2025-04-15T00:00:00Z")).toEqual(after);
  expect(print("2025-03-30T00:00:00Z", { asOf: "2025-04-15" })).toEqual(after);
  // Before the rule was known, nobody could say so of any day.
  const knownAt = new Date(clock.now.getTime() - 1);
  expect(print("2025-05-01T00:00:00Z", { asOf: "2025-04-15", knownAt })).toEqual([]);
  // The day is that of the moment where none is named.
  expect(print("2025-05-01T00:00:00Z", { knownAt: clock.now })).toEqual(before);
  // What is stored is known, also where the clock has stepped back since.
  expect(print("2025-03-28T12:59:00Z", { asOf: "2025-04-15" })).toEqual(after);
});
