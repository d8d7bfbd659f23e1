import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { ALPHA, BETA } from "../support/march-world.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts } from "../support/small-world.ts";

const DELTA = addedRow("Delta");
const ZETA = makeRow("Zeta");
const REMOVAL = renderRule(makeRuleFacts({ added: [DELTA] })).replace(
  "“Delta”.</AMDPAR>",
  "“Delta”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entry for “Alpha”.</AMDPAR>",
);

function openWorld() {
  const folder = scratchFolder();
  const run = (...words: string[]) => runCommand([...words, "--data", join(folder, "data")]);
  const take = async (name: string, xml: string, ...more: string[]) => {
    writeFileSync(join(folder, name), xml);
    expect(await run("import", join(folder, name), ...more)).toMatchObject({ code: 0 });
  };
  const list = (day: string, rows: Parameters<typeof renderSnapshot>[0]) =>
    take(`${day}.xml`, renderSnapshot(rows), "--as-of", day);
  const timeline = async (name: string) => {
    const { stdout } = await run("timeline", name);
    return stdout
      .replaceAll(/(?:entry|rule|snapshot)-?[\w-]*[0-9a-f]{32}/g, "#")
      .trim()
      .split("\n");
  };
  return { run, take, list, timeline };
}

test.each([
  ["before the list that lacks it", ["rule", "list"]],
  ["after the list that lacks it", ["list", "rule"]],
])(
  "an entry that a rule took off, which came %s, says so",
  async (_, order) => {
    const { take, list, timeline, run } = openWorld();
    await list("2025-03-20", [ALPHA, BETA]);
    for (const next of order) {
      if (next === "rule") await take("rule.xml", REMOVAL);
      else await list("2025-04-02", [BETA, DELTA]);
    }
    expect(await timeline("Alpha")).toEqual([
      "Alpha (FRANCE), EL, not listed, #",
      "  unknown, first seen 2025-03-20 to 2025-03-25: version 1, found listed; # row 1",
      "  2025-03-25: removed by 2025-00001, 2025-03-28; #",
    ]);
    const { stdout } = await run("timeline", "Alpha", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      endings: [{ day: "2025-03-25", documentNumber: "2025-00001" }],
    });
    expect((await timeline("Delta"))[1]).toMatch(/version \d, added by 2025-00001/);
  },
  60_000,
);

test("an entry that is no longer shown, and shown again, has a line for the time between", async () => {
  const { list, timeline } = openWorld();
  await list("2025-03-20", [ALPHA, BETA, ZETA]);
  await list("2025-04-02", [ALPHA, BETA]);
  await list("2025-05-02", [ALPHA, BETA, ZETA]);
  expect(await timeline("Zeta")).toEqual([
    "Zeta (FRANCE), EL, listed, #",
    "  unknown, first seen 2025-03-20 to 2025-04-02: version 1, found listed; # row 3",
    "  2025-04-02: the eCFR no longer shows it, and no known rule removes it; #",
    expect.stringMatching(/^ {2}2025-05-02 to now: version 3, added by .*; # row 3$/),
  ]);
}, 60_000);
