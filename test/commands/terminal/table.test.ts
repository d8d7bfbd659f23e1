import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAPER } from "../../../src/commands/terminal/screen.ts";
import { formatTable } from "../../../src/commands/terminal/table.ts";
import { findProgram } from "../../support/find-program.ts";
import { fillDemo, webFolder } from "../../support/web-worlds.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const LONG = "https://www.federalregister.gov/api/v1/documents.json?conditions=many&fields=more";
const ID = "endpoint_85a11c98d254390c78e05982cb462400";

describe("a table", () => {
  test("on paper is as wide as it is, with nothing cut", () => {
    expect(
      formatTable(
        [
          ["at", "n"],
          [LONG, 7],
        ],
        PAPER,
      ),
    ).toEqual([`at${" ".repeat(LONG.length)}n`, `${LONG}  7`]);
  });

  test("on a terminal is cut to its width, in its widest texts", () => {
    const rows = [
      ["what", "at", "said"],
      ["ecfr", LONG, LONG],
      ["fr", "short", "fine"],
    ];
    const lines = formatTable(rows, { columns: 60 });
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
    expect(lines[1]).toMatch(/^ecfr {2}https:\S+… {2}https:\S+…$/);
  });

  test("never cuts an id or a number", () => {
    const rows = [
      ["endpoint", "owed", "at"],
      [ID, 123_456, LONG],
    ];
    expect(formatTable(rows, { columns: 70 })[1]).toMatch(
      new RegExp(`^${ID} {2}123456 {2}https:.*…$`),
    );
  });

  test("that fits no way is lines of their own, with nothing cut", () => {
    const rows = [
      ["endpoint", "owed", "at", "note"],
      [ID, 123_456, LONG, ""],
    ];
    expect(formatTable(rows, { columns: 40 })).toEqual([ID, "  owed: 123456", `  at: ${LONG}`]);
  });

  test("counts letters by the columns that they take", () => {
    const rows = [
      ["海康威视数字技术股份有限公司", "x"],
      ["e\u0301e\u0301", "y"],
    ];
    const [wide, accented] = formatTable(rows, PAPER);
    expect([wide, accented]).toEqual([
      "海康威视数字技术股份有限公司  x",
      `e\u0301e\u0301${" ".repeat(28)}y`,
    ]);
    const [cut] = formatTable(rows, { columns: 20 });
    expect(stringWidth(cut ?? "")).toBeLessThanOrEqual(20);
    expect(cut).toContain("…");
  });
});

/** What the command shows on a terminal of so many columns. */
function onTerminal(columns: number, command: string, env: Record<string, string> = {}) {
  const line = `stty cols ${columns}; ${process.execPath} ${join(ROOT, "bin/entitywire")} ${command}`;
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...rest } = process.env;
  const { stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
    encoding: "utf8",
    env: { ...rest, TERM: "xterm", ...env },
  });
  return stdout.split(/\r?\n/).filter(Boolean);
}

describe.skipIf(findProgram(["script"]) === null)("on a terminal", () => {
  const stack = new AsyncDisposableStack();
  const data = webFolder(stack);
  beforeAll(() => fillDemo(data));
  afterAll(() => stack[Symbol.asyncDispose]());

  test.each([40, 80, 132])("of %i columns, status fits", (columns) => {
    const lines = onTerminal(columns, `status --data ${data}`, { NO_COLOR: "1" });
    const table = lines.slice(
      1,
      lines.findIndex((line) => line.startsWith("entries:")),
    );
    expect(table.length).toBeGreaterThan(3);
    if (columns > 40) {
      expect(Math.max(...table.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    } else {
      expect(table).toContain("ecfr");
    }
  });

  test("what is stale is red, and nothing has a color where none is wanted", () => {
    const stale = "\u001b[31mSTALE";
    expect(onTerminal(132, `status --data ${data}`).join()).toContain(stale);
    expect(onTerminal(132, `status --data ${data}`, { NO_COLOR: "1" }).join()).not.toContain(
      "\u001b",
    );
    const piped = spawnSync(
      process.execPath,
      [join(ROOT, "bin/entitywire"), "status", "--data", data],
      {
        encoding: "utf8",
        env: { PATH: process.env["PATH"] },
      },
    );
    expect(piped.stdout).toContain("STALE");
    expect(piped.stdout).not.toContain("\u001b");
  });
});
