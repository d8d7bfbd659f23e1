import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { getReading, putReading } from "../../src/db/documents/readings.ts";
import { listRules } from "../../src/db/documents/rules.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { RuleReading } from "../../src/model/reading/reading.ts";
import { AFTER, BATCH, BEFORE } from "../support/march-world.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

const CLEAN =
  "0 differences between store and log, 0 documents that the current parser reads differently";

async function openWorld() {
  const folder = scratchFolder();
  const data = join(folder, "data");
  const run = (...args: string[]) => runCommand([...args, "--data", data]);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  await run("import", "--as-of", "2025-03-24", file("before.xml", renderSnapshot(BEFORE.rows)));
  await run("import", file("rule.xml", renderRule(BATCH)));
  await run("import", "--as-of", "2025-04-01", file("after.xml", renderSnapshot(AFTER.rows)));
  return { data, run };
}

test("a store that only entitywire wrote to is what its log says", async () => {
  const { run } = await openWorld();
  expect(await run("verify")).toMatchObject({ code: 0, stdout: "", stderr: `${CLEAN}\n` });
  expect(await run("verify", "--apply")).toMatchObject({ code: 0, stdout: "" });
}, 60_000);

test("what an older parser read otherwise is listed, and told with --apply", async () => {
  const { data, run } = await openWorld();
  {
    using store = openStore(data);
    const [rule] = listRules(store.db);
    if (rule === undefined) throw new Error("one rule was imported");
    const reading = getReading(store.db, rule.documentId) as RuleReading;
    const older = { ...reading, rule: { ...reading.rule, action: null, claims: null } };
    putReading(store.db, rule.documentId, older, new Date());
  }
  const listed = await run("verify");
  expect(listed).toMatchObject({ code: 0 });
  expect(listed.stdout).toMatch(
    /^2025-00001 \(rule-\w+\) would be read differently: action; claims$/m,
  );
  expect((await run("verify", "--apply")).stdout).toContain("is read differently: action; claims");
  expect(await run("verify")).toMatchObject({ stdout: "", stderr: `${CLEAN}\n` });
}, 60_000);

test("a row that was altered by hand is named, and only that", async () => {
  const { data, run } = await openWorld();
  const sqlite = new Database(join(data, "entitywire.db"));
  sqlite.exec(
    `UPDATE entries SET body = json_set(body, '$.name', 'Someone Else') WHERE json_extract(body, '$.name') = 'Alpha'`,
  );
  sqlite.close();
  const { code, stdout, stderr } = await run("verify");
  expect(code).toBe(65);
  expect(stdout.trim().split("\n")).toEqual([
    expect.stringMatching(
      /^entry entry_\w+: body\.name: the store has "Someone Else", the log says "Alpha"$/,
    ),
  ]);
  expect(stderr).toContain("differs from its event log in 1 place, first in entry entry_");
  expect((await run("verify", "--apply")).code).toBe(65);
}, 60_000);

const DOCUMENT = "(SELECT id FROM documents ORDER BY seq LIMIT 1)";
const BODY = `(SELECT sha256 FROM documents WHERE id = ${DOCUMENT})`;

test("whatever else was altered by hand is named, each in a line of its own", async () => {
  const { data, run } = await openWorld();
  const path = join(data, "entitywire.db");
  const whole = readFileSync(path);
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      "UPDATE entry_versions SET body = '{' WHERE id = 2",
      /^record 2, version 1 of \S+: body: .*"\{"/,
    ],
    ["UPDATE entries SET body = ''", /^entry \S+: body: the store has "", the log says/],
    ["UPDATE entries SET listed = 0 WHERE rowid = 1", /^entry \S+: listed: the store has false/],
    ["DELETE FROM baselines", /^newest snapshot of EL: the store has null/],
    ["UPDATE baselines SET as_of = '2027-01-01'", /^newest snapshot of EL: asOf: .*"2027-01-01"/],
    [
      `UPDATE bodies SET gzip = (SELECT gzip FROM bodies WHERE sha256 <> ${BODY} LIMIT 1) WHERE sha256 = ${BODY}`,
      /^body [0-9a-f]{64}: hash of its bytes: the store has "[0-9a-f]{64}", the log says "[0-9a-f]{64}"$/,
    ],
    [`UPDATE bodies SET gzip = x'00' WHERE sha256 = ${BODY}`, /^body \S+: hash .* has null/],
    [`DELETE FROM bodies WHERE sha256 = ${BODY}`, /^body \S+: .*"bytes of document snapshot-/],
    [
      `DELETE FROM documents WHERE id = ${DOCUMENT}`,
      /^document snapshot-\S+: .*"proof of event 1"$/,
    ],
    ["UPDATE document_counts SET documents = 9", /^documents applied: the store has 9, the log/],
    ["DELETE FROM list_turns WHERE sequence = 1", /^list turn at 1: the store has null, the log/],
    [
      "UPDATE log SET event = json_set(event, '$.data.class', 'editorial') WHERE type = 'entity.added'",
      /^event \d+: id of its content: the store has "event_/,
    ],
    ["UPDATE log SET type = 'entity.removed' WHERE type = 'entity.added'", /^event \d+: type: /],
    ["UPDATE log SET event = '{' WHERE sequence = 2", /^event 2: event: the store has "\{"/],
    ["DELETE FROM log WHERE sequence = 1", /^event 2: sequence: the store has 2, the log says 1$/],
  ];
  for (const [statement, line] of cases) {
    writeFileSync(path, whole);
    const sqlite = new Database(path);
    sqlite.pragma("foreign_keys = OFF");
    const triggers = sqlite
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'")
      .pluck();
    for (const name of triggers.all()) sqlite.exec(`DROP TRIGGER ${name}`);
    sqlite.exec(statement);
    sqlite.pragma("wal_checkpoint(TRUNCATE)");
    sqlite.close();
    const { code, stdout, stderr } = await run("verify");
    expect(code, `${statement}: ${stderr}`).toBe(65);
    for (const told of stdout.trim().split("\n")) expect(told, statement).toMatch(line);
    expect(stderr, statement).toMatch(/differs from its event log in .*\[store\/disagrees\]\n$/);
    // What is no longer the bytes that came is no better reading of them.
    if (statement.includes("gzip")) expect((await run("verify", "--apply")).code).toBe(65);
  }
}, 120_000);
