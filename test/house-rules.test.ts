import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "./support/scratch.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BIOME = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
const RESTRICTED = "lint/style/noRestrictedImports";
const CYCLE = "lint/suspicious/noImportCycles";

/** A house with an innocent `x.ts` in every room, and the files given. */
function lint(planted: Readonly<Record<string, string>>): string[] {
  const root = scratchFolder();
  for (const name of ["biome.json", "package.json"]) cpSync(join(ROOT, name), join(root, name));
  const rooms =
    "model contract parsers threads pdf-thread list-thread record-thread sources db redis delivery exports workers search api web commands demo".split(
      " ",
    );
  const files = {
    ...Object.fromEntries(rooms.map((room) => [`src/${room}/x.ts`, "export const x = 1;\n"])),
    "src/main.ts": "export const x = 1;\n",
    "src/config.ts": "export type Config = string;\nexport const readConfig = 1;\n",
    ...planted,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [BIOME, "lint", "--vcs-enabled=false", "--reporter=json", "src"],
    { cwd: root, encoding: "utf8", timeout: 15_000 },
  );
  expect(stdout, stderr).toMatch(/^\{/);
  const report = JSON.parse(stdout) as {
    summary: { unchanged: number; errors: number };
    diagnostics: { category: string; severity: string; location: { path: string } }[];
  };
  expect(report.summary.unchanged).toBeGreaterThan(rooms.length);
  return report.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ category, location }) => `${category} ${location.path}`);
}

function importing(specifier: string): string {
  if (!specifier.startsWith(".")) return `import "${specifier}";\n`;
  return `import { x } from "${specifier}";\nexport const y = x;\n`;
}

type Row = readonly [file: string, forbidden: string, allowed: string];

/** A file, what it must not import, and what it may. */
const ROWS: readonly Row[] = [
  ["model/y.ts", "../parsers/x.ts", "./x.ts"],
  ["model/y.ts", "node:fs", "node:crypto"],
  ["model/list/y.ts", "../../db/x.ts", "../x.ts"],
  ["model/list/y.ts", "../../model/../db/x.ts", "./x.ts"],
  ["parsers/y.ts", "../sources/x.ts", "../model/x.ts"],
  ["parsers/y.ts", "../db/x.ts", "./x.ts"],
  ["parsers/y.ts", "node:fs", "saxes"],
  ["parsers/y.ts", "node:net", "node:zlib"],
  ["parsers/y.ts", "better-sqlite3", "saxes"],
  ["parsers/y.ts", "pino", "saxes"],
  ["parsers/document/y.ts", "../../db/x.ts", "../../model/x.ts"],
  ["parsers/document/y.ts", "node:fs", "../x.ts"],
  ["parsers/document/pdf/y.ts", "../../../db/x.ts", "../../../model/x.ts"],
  ["parsers/document/pdf/y.ts", "../../../parsers/../db/x.ts", "../../x.ts"],
  ["parsers/document/pdf/page/y.ts", "../../../../db/x.ts", "../../../../model/x.ts"],
  ["parsers/document/pdf/page/y.ts", "node:fs", "../../../x.ts"],
  ["pdf-thread/y.ts", "../workers/x.ts", "../parsers/x.ts"],
  ["pdf-thread/y.ts", "node:worker_threads", "../threads/x.ts"],
  ["threads/y.ts", "../parsers/x.ts", "../model/x.ts"],
  ["threads/y.ts", "node:fs", "node:worker_threads"],
  ["list-thread/y.ts", "../commands/x.ts", "../workers/x.ts"],
  ["record-thread/y.ts", "../list-thread/x.ts", "../workers/x.ts"],
  ["list-thread/y.ts", "../sources/x.ts", "../pdf-thread/x.ts"],
  ["workers/y.ts", "../pdf-thread/x.ts", "../parsers/x.ts"],
  ["workers/y.ts", "../list-thread/x.ts", "../parsers/x.ts"],
  ["contract/y.ts", "../db/x.ts", "../model/x.ts"],
  ["contract/y.ts", "node:fs", "zod"],
  ["redis/y.ts", "../delivery/x.ts", "../model/x.ts"],
  ["redis/y.ts", "bullmq", "ioredis"],
  ["sources/y.ts", "../parsers/x.ts", "../model/x.ts"],
  ["sources/y.ts", "drizzle-orm", "undici"],
  ["db/y.ts", "../parsers/x.ts", "../model/x.ts"],
  ["db/y.ts", "undici", "better-sqlite3"],
  ["db/list/y.ts", "../../workers/x.ts", "../../model/x.ts"],
  ["delivery/y.ts", "../db/x.ts", "../model/x.ts"],
  ["delivery/y.ts", "better-sqlite3", "undici"],
  ["exports/y.ts", "../db/x.ts", "../model/x.ts"],
  ["exports/y.ts", "node:fs", "csv-stringify/sync"],
  ["workers/y.ts", "../api/x.ts", "../parsers/x.ts"],
  ["workers/fetch/y.ts", "../../api/x.ts", "../../db/x.ts"],
  ["workers/fetch/y.ts", "../../db/../api/x.ts", "../x.ts"],
  ["workers/y.ts", "../demo/x.ts", "../delivery/x.ts"],
  ["workers/y.ts", "../config.ts", "../db/x.ts"],
  ["workers/y.ts", "undici", "bullmq"],
  ["api/y.ts", "../workers/x.ts", "../db/x.ts"],
  ["api/y.ts", "../config.ts", "../model/x.ts"],
  ["api/y.ts", "../delivery/x.ts", "../exports/x.ts"],
  ["api/v1/y.ts", "../../workers/x.ts", "../../db/x.ts"],
  ["api/v1/y.ts", "../../config.ts", "../x.ts"],
  ["api/v1/y.ts", "rate-limiter-flexible", "@hono/zod-openapi"],
  ["api/v1/events/y.ts", "../../../workers/x.ts", "../../../search/x.ts"],
  ["search/y.ts", "../api/x.ts", "../model/x.ts"],
  ["search/y.ts", "hono", "zod"],
  ["web/y.ts", "../sources/x.ts", "../api/x.ts"],
  ["web/rule/y.ts", "../../workers/x.ts", "../../search/x.ts"],
  ["commands/y.ts", "../demo/x.ts", "../workers/x.ts"],
  ["commands/y.ts", "better-sqlite3", "pino"],
  ["commands/y.ts", "@bull-board/api", "pino"],
  ["api/y.ts", "bullmq", "@bull-board/api"],
  ["demo/y.ts", "../main.ts", "../commands/x.ts"],
  ["pipeline.ts", "./commands/x.ts", "./workers/x.ts"],
  ["version.ts", "undici", "./model/x.ts"],
  // Roundabout ways.
  ["parsers/y.ts", "./../db/x.ts", "./x.ts"],
  ["parsers/y.ts", "../model/../db/x.ts", "../model/x.ts"],
  ["parsers/y.ts", "../../src/db/x.ts", "../model/x.ts"],
];

/** A file of its own for each row, so that one run of the linter judges them all. */
function pathOf(file: string, at: number): string {
  return `src/${file.replace(/\by\.ts$/, `y${at}.ts`)}`;
}

function plant(pick: (row: Row) => string): Record<string, string> {
  return Object.fromEntries(ROWS.map((row, at) => [pathOf(row[0], at), importing(pick(row))]));
}

describe("the house", () => {
  const linted = new Map<string, readonly string[]>();
  /** Linted at the first question. */
  const found = (what: string, pick: (row: Row) => string, path: string) => {
    const all = linted.get(what) ?? lint(plant(pick));
    linted.set(what, all);
    return all.filter((one) => one.endsWith(` ${path}`));
  };

  test.each(ROWS.map((row, at) => [...row, at] as const))(
    "%s may not import %s, but %s",
    (file, _forbidden, _allowed, at) => {
      const path = pathOf(file, at);
      const forbidden = found("forbidden", (row) => row[1], path);
      expect(forbidden).toEqual([`${RESTRICTED} ${path}`]);
      expect(found("allowed", (row) => row[2], path)).toEqual([]);
    },
  );

  test("a type and a dynamic import count as well", () => {
    const path = "src/model/y.ts";
    const asType = 'import type { x } from "../db/x.ts";\nexport type Y = typeof x;\n';
    const atRunTime = 'export const y = await import("../db/x.ts");\n';
    expect(lint({ [path]: asType })).toEqual([`${RESTRICTED} ${path}`]);
    expect(lint({ [path]: atRunTime })).toEqual([`${RESTRICTED} ${path}`]);
  });

  test("a command takes the Config as a value and does not read it", () => {
    const path = "src/commands/y.ts";
    const reads = 'import { readConfig } from "../config.ts";\nexport const y = readConfig;\n';
    const takes = 'import type { Config } from "../config.ts";\nexport type Y = Config;\n';
    expect(lint({ [path]: reads })).toEqual([`${RESTRICTED} ${path}`]);
    expect(lint({ [path]: takes })).toEqual([]);
  });

  test("no two files import each other, not even their types", () => {
    const [a, b] = ["src/model/a.ts", "src/model/b.ts"];
    const importValue = (own: string, other: string) =>
      `import { ${other} } from "./${other}.ts";\nexport const ${own} = () => ${other};\n`;
    const importType = (own: string, other: string) =>
      `import type { ${other} } from "./${other}.ts";\nexport type ${own} = typeof ${other};\n`;
    for (const importing of [importValue, importType]) {
      const planted = { [a]: importing("a", "b"), [b]: importing("b", "a") };
      expect(lint(planted).sort()).toEqual([`${CYCLE} ${a}`, `${CYCLE} ${b}`]);
      expect(lint({ ...planted, [b]: "export const b = 1;\n" })).toEqual([]);
    }
  });
});
