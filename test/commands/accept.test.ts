import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { makeRow } from "../support/small-world.ts";

const ROWS = Array.from({ length: 20 }, (_, at) => makeRow(`Company ${at}`));

test("a person takes what a guard held back, and only that", async () => {
  const folder = scratchFolder();
  const data = ["--data", join(folder, "data")];
  const importAs = async (day: string, count: number) => {
    const file = join(folder, `${day}.xml`);
    writeFileSync(file, renderSnapshot(ROWS.slice(0, count)));
    return runCommand(["import", ...data, "--as-of", day, file]);
  };
  await importAs("2025-03-24", 20);
  expect((await importAs("2025-03-25", 14)).stderr).toContain("no new event");

  const { stdout: held } = await runCommand(["status", ...data]);
  const [, id = ""] = /if it is correct: entitywire accept (\S+)/.exec(held) ?? [];
  expect(held).toContain(`quarantined: ${id}: EL loses 6 entries that no rule removed (limit 5)`);
  const before = new Date().toISOString();
  const accepted = await runCommand(["accept", ...data, id]);
  expect(accepted).toMatchObject({ code: 0, stderr: expect.stringContaining("6 entity.removed") });
  expect((await runCommand(["status", ...data])).stdout).not.toContain("quarantined: ");

  // Until a person took it, nothing of it was known.
  const knownAt = async (instant: string) => {
    const { stdout } = await runCommand(["entries", ...data, "--known-at", instant]);
    return stdout.trim().split("\n").length;
  };
  expect(await knownAt(before)).toBe(20);
  expect(await knownAt(new Date().toISOString())).toBe(14);

  for (const wrong of [id, "snapshot-1"]) {
    const refused = await runCommand(["accept", ...data, wrong]);
    expect(refused).toMatchObject({ code: 64 });
    expect(refused.stderr).toContain(
      `no quarantined document has the id ${wrong}; \`entitywire status\` lists them`,
    );
  }
  // The next one that loses as much is held back again.
  expect((await importAs("2025-03-26", 8)).stderr).toContain("no new event");
}, 60_000);
