import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { takeLease } from "../../src/db/store/lease.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { runCommand, runProcess } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts } from "../support/small-world.ts";

const RULE = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] }));
const SNAPSHOT = renderSnapshot([makeRow("Alpha")]);

const INPUTS: readonly [string, string, string | Buffer | null, number, RegExp][] = [
  ["a truncated rule", "cut.xml", RULE.slice(0, 2000), 65, /cut\.xml: .*\[parse\/truncated\]$/],
  ["a truncated snapshot", "cut.xml", SNAPSHOT.slice(0, 900), 65, /\[parse\/truncated\]$/],
  [
    "an HTML page",
    "page.xml",
    "<!DOCTYPE html><html>Request Access</html>",
    65,
    /HTML.*\[parse\/not-xml\]$/,
  ],
  ["an empty file", "empty.xml", "", 65, /\[parse\/empty\]$/],
  ["a file of another kind", "notes.txt", "Dear diary", 65, /\[parse\/not-xml\]$/],
  ["other XML", "other.xml", "<rss><channel/></rss>", 65, /\[parse\/wrong-kind\]$/],
  [
    "a part of the CFR without a list",
    "part.xml",
    '<DIV5 N="736"><HEAD>PART 736</HEAD></DIV5>',
    65,
    /\[parse\/no-list\]$/,
  ],
  ["a damaged .gz", "rule.xml.gz", gzipSync(RULE).subarray(0, 600), 65, /\[input\/damaged\]$/],
  [
    "text that is not UTF-8",
    "latin.xml",
    Buffer.from("<RULE>caf\xe9</RULE>", "latin1"),
    65,
    /\[parse\/encoding\]$/,
  ],
  ["a missing file", "nowhere.xml", null, 66, /nowhere\.xml: no such file; .*\[input\/missing\]$/],
];

describe.each(["parse", "import"])("entitywire %s", (command) => {
  test.each(INPUTS)(
    "of %s says so in one line and leaves nothing behind",
    async (_what, name, content, code, line) => {
      const folder = scratchFolder();
      const file = join(folder, name);
      const data = join(folder, "data");
      if (content !== null) writeFileSync(file, content);
      const args = command === "import" ? ["--data", data, "--as-of", "2025-03-24"] : [];
      const { code: exit, stdout, stderr } = await runCommand([command, ...args, file]);
      expect(exit).toBe(code);
      expect(stdout).toBe("");
      expect(stderr.trimEnd()).toMatch(line);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(existsSync(data)).toBe(false);
    },
  );
});

test.each([
  ["accept", "snapshot-1"],
  ["settle", "question_1", "same"],
  ["verify", "--apply"],
  ["verify"],
  ["status"],
])("entitywire %s makes no store where there is none", async (...words) => {
  const data = join(scratchFolder(), "typo");
  const refused = await runCommand([...words, "--data", data]);
  expect(refused).toMatchObject({ code: 66, stderr: expect.stringContaining("there is no store") });
  expect(existsSync(data)).toBe(false);
});

describe("entitywire import", () => {
  test("of a snapshot without its date asks for it before anything is stored", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "list.xml"), SNAPSHOT);
    const { code, stderr } = await runCommand([
      "import",
      "--data",
      join(folder, "data"),
      join(folder, "list.xml"),
    ]);
    expect(code).toBe(64);
    expect(stderr).toMatch(
      /is a snapshot without a date; .*--as-of YYYY-MM-DD \[input\/usage\]\n$/,
    );
    expect(existsSync(join(folder, "data"))).toBe(false);
  });

  test.each([
    [["--as-of", "2099-01-01"], "--as-of 2099-01-01 is in the future"],
    [
      ["--as-of", "2025-03-24", "--known-from", "2099-01-01T00:00:00Z"],
      "--known-from 2099-01-01T00:00:00.000Z is in the future",
    ],
    [
      ["--as-of", "2025-03-24", "--known-from", "2025-03-23T10:00:00Z"],
      "--known-from 2025-03-23T10:00:00.000Z is before 2025-03-24: a list cannot be known before its date",
    ],
  ])("of a day that cannot be (%j) is refused", async (dates, why) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "list.xml"), SNAPSHOT);
    const data = join(folder, "data");
    const refused = await runCommand([
      "import",
      "--data",
      data,
      join(folder, "list.xml"),
      ...dates,
    ]);
    expect(refused).toMatchObject({ code: 64, stderr: expect.stringContaining(why) });
    expect(existsSync(data)).toBe(false);
  });

  test("of what is known already says since when, whatever is said now", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "list.xml"), SNAPSHOT);
    const take = (known: string) =>
      runCommand([
        ...["import", "--data", join(folder, "data"), join(folder, "list.xml")],
        ...["--as-of", "2025-03-24", "--known-from", known],
      ]);
    await take("2025-03-24T10:00:00Z");
    expect((await take("2025-03-25T10:00:00Z")).stderr).toMatch(
      /already stored as snapshot-\S+ since 2025-03-24T10:00:00\.000Z/,
    );
  });

  test("of a good file and a missing one stores neither", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "rule.xml"), RULE);
    const data = join(folder, "data");
    const { code } = await runCommand([
      "import",
      "--data",
      data,
      join(folder, "rule.xml"),
      join(folder, "nowhere.xml"),
    ]);
    expect(code).toBe(66);
    expect(existsSync(data)).toBe(false);
  });

  test("into a folder that cannot be written says so", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "rule.xml"), RULE);
    const data = join(folder, "data");
    mkdirSync(data);
    chmodSync(data, 0o555);
    chmodSync(folder, 0o755);
    // Root may write everywhere: as root, the command runs as somebody who may not.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { code, stderr } = await runProcess(
      ["import", "--data", data, join(folder, "rule.xml")],
      nobody,
    );
    expect(stderr).toMatch(/^entitywire: cannot write the store at .*\[store\/read-only\]\n$/);
    expect(code).toBe(73);
  });

  test("beside a living writer is refused, and the writer named", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "rule.xml"), RULE);
    using store = openStore(join(folder, "data"));
    using lease = takeLease(store, "serve");
    const { code, stderr } = await runCommand([
      "import",
      "--data",
      join(folder, "data"),
      join(folder, "rule.xml"),
    ]);
    expect(lease).toBeDefined();
    expect(code).toBe(75);
    expect(stderr).toMatch(
      new RegExp(
        `^entitywire: entitywire serve \\(process ${process.pid} on .*\\[store/locked\\]\\n$`,
      ),
    );
  });

  test("of a kind that the file is not is refused", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "rule.xml"), RULE);
    const { code, stderr } = await runCommand([
      "parse",
      "--as",
      "snapshot",
      join(folder, "rule.xml"),
    ]);
    expect(code).toBe(65);
    expect(stderr).toMatch(/this is a rule, not a snapshot; .*\[parse\/wrong-kind\]\n$/);
  });
});

test("reading a store that is not there says how to make one", async () => {
  const folder = scratchFolder();
  for (const command of ["events", "entries", "status"]) {
    const { code, stderr } = await runCommand([command, "--data", join(folder, "data")]);
    expect(code).toBe(66);
    expect(stderr).toMatch(/^entitywire: there is no store at .*\[store\/missing\]\n$/);
  }
});

test("bad variables are named with their reason and never their value", async () => {
  const env = { ENTITYWIRE_WEBHOOK_SECRET: "hunter2", ENTITYWIRE_ECFR_URL: "ftp://nowhere" };
  const { code, stderr } = await runCommand(["sync", "--data", join(scratchFolder(), "data")], {
    env,
  });
  expect(code).toBe(78);
  expect(stderr).toContain("ENTITYWIRE_WEBHOOK_SECRET: must be whsec_");
  expect(stderr).toContain("ENTITYWIRE_ECFR_URL: must be an http or https URL");
  expect(stderr).not.toContain("hunter2");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  [["nonsense"], /unknown command/],
  [
    ["entries", "--as-of", "2025-02-30"],
    /'2025-02-30' is invalid\. It must be a valid day: YYYY-MM-DD/,
  ],
  [
    ["entries", "--as-of", "28.3.2025"],
    /'28\.3\.2025' is invalid\. It must be a valid day: YYYY-MM-DD/,
  ],
  [["entries", "--known-at", "yesterday"], /'yesterday' is invalid\. It must be a valid instant /],
  [
    ["entries", "--known-at", "2025-03-28"],
    /'2025-03-28' is invalid\. It must be a valid instant /,
  ],
  [["entries", "--known-at", "2025-02-30T00:00:00Z"], /is invalid\. It must be a valid instant /],
  [["import"], /missing required argument/],
])("%j is a usage error, told in one line", async (args, line) => {
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(64);
  expect(stderr).toMatch(line);
  expect(stderr).toMatch(/^entitywire: .*\n$/);
});
