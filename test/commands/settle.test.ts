import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { LogEvent } from "../../src/model/events/event.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { makeRow } from "../support/small-world.ts";

/** All at one address by one rule: whichever of them goes, the one that comes may be it. */
const [RED, GREEN, BLUE, OTHER] = ["Red Works", "Green Mills", "Blue Yards", "Other"].map((name) =>
  makeRow(name, { entity: [`${name}, 7 Quai Bas, Lyon, France.`] }),
) as [RowFacts, RowFacts, RowFacts, RowFacts];

async function openWorld() {
  const folder = scratchFolder();
  const data = ["--data", join(folder, "data")];
  const run = (...args: string[]) => runCommand([...args, ...data]);
  const list = async (asOf: string, rows: readonly RowFacts[]) => {
    const file = join(folder, `${asOf}.xml`);
    writeFileSync(file, renderSnapshot(rows));
    return run("import", "--as-of", asOf, file);
  };
  const events = async (after: number): Promise<LogEvent[]> => {
    const { stdout } = await run("events", "--after", String(after));
    return stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  };
  await list("2025-03-24", [OTHER, RED, GREEN]);
  await list("2025-04-01", [OTHER, BLUE]);
  const { stdout } = await run("settle", "--json");
  const questions: { id: string; goneId: string; comeId: string }[] = stdout
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  return { run, list, events, questions };
}

describe("two entries that may be one", () => {
  test("are listed, and are one when a person says so", async () => {
    const { run, list, events, questions } = await openWorld();
    expect((await events(1)).map(({ type }) => type).sort()).toEqual([
      "entity.added",
      "entity.removed",
      "entity.removed",
    ]);
    expect(questions).toHaveLength(2);
    const status = (await run("status")).stdout;
    expect(
      status.match(/^question: .*one address is the same; answer: entitywire settle/gm),
    ).toHaveLength(2);
    const red = (await run("timeline", "Red Works", "--json")).stdout;
    const question = questions.find(({ goneId }) => red.includes(goneId));
    if (question === undefined) throw new Error("Red is asked about");

    const settled = await run("settle", question.id, "same");
    expect(settled).toMatchObject({ code: 0, stderr: expect.stringContaining("1 entry.merged") });
    const told = await events(4);
    expect(told.map(({ type }) => type)).toEqual(["entry.merged", "entry.history"]);
    expect(told[0]).toMatchObject({
      subject: question.goneId,
      data: { keptId: question.goneId, mergedId: question.comeId, entry: { name: "Blue Yards" } },
    });
    const [one, ...others] = (await run("timeline", "Blue Yards", "--json")).stdout
      .trim()
      .split("\n");
    expect(others).toEqual([]);
    expect(JSON.parse(one ?? "")).toMatchObject({
      ...{ entryId: question.goneId, listed: true },
      versions: [
        { entry: { name: "Red Works" }, validTo: "2025-04-01" },
        { entry: { name: "Blue Yards" }, validFrom: "2025-04-01", validTo: null },
      ],
    });
    // Its other name still leads there.
    expect((await run("timeline", question.comeId)).stdout).toContain(question.goneId);
    expect((await run("entries")).stdout.trim().split("\n")).toHaveLength(2);
    expect(await run("verify")).toMatchObject({ code: 0, stdout: "" });
    // Green cannot be it any more.
    expect((await run("settle")).stderr).toContain("no open questions");
    expect((await list("2025-04-02", [OTHER, BLUE, makeRow("New")])).stderr).toContain(
      "1 entity.added",
    );
  }, 60_000);

  test("stay two when a person says so, and are asked about no more", async () => {
    const { run, events, questions } = await openWorld();
    for (const { id } of questions) {
      expect(await run("settle", id, "apart")).toMatchObject({ code: 0 });
    }
    expect(await events(4)).toEqual([]);
    expect((await run("settle")).stderr).toContain("no open questions");
    const [{ id } = { id: "" }] = questions;
    for (const [args, why] of [
      [[id, "same"], "a person has already answered"],
      [["question_1", "same"], "there is no question question_1"],
      [[id], "needs an answer"],
      [[id, "perhaps"], "Allowed choices are same, apart"],
    ] as const) {
      expect(await run("settle", ...args)).toMatchObject({
        code: 64,
        stderr: expect.stringContaining(why),
      });
    }
  }, 60_000);
});
