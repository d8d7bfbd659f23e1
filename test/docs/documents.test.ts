import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DOCUMENTS = globSync(["*.md", "{docs,examples,contract}/**/*.md"], { cwd: ROOT });
/** What a person reads in one sitting. */
const MOST_WORDS = { "README.md": 900, "ARCHITECTURE.md": 1500, "CHANGELOG.md": 900 };

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, "");

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(file: string): string[] {
  const links = [...withoutCode(read(file)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)];
  return links.flatMap(([, link = ""]) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : join(dirname(file), path);
    if (!existsSync(join(ROOT, target))) return [link];
    return anchor === undefined || anchorsOf(read(target)).includes(anchor) ? [] : [link];
  });
}

/** Blocks of lines that begin with a bar; a bar in code is escaped or it would end the cell. */
function brokenTables(text: string): string[] {
  const tables = withoutCode(text).match(/(?:^\|.*\n?)+/gm) ?? [];
  const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
  return tables.flatMap((table) => {
    const [head = "", rule = "", ...rows] = table.trimEnd().split("\n");
    if (!/^\|(?: ?:?-+:? ?\|)+$/.test(rule)) return [head];
    return [rule, ...rows].filter((row) => cells(row) !== cells(head));
  });
}

describe.each(DOCUMENTS)("%s", (file) => {
  test("links only to what is there", () => {
    expect(brokenLinks(file)).toEqual([]);
  });

  test("has tables that render", () => {
    expect(brokenTables(read(file))).toEqual([]);
  });
});

test.each(Object.entries(MOST_WORDS))("%s has at most %i words", (file, most) => {
  expect(read(file).split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(most);
});

test.each(["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/webhooks.md", "docs/behaviour.md"])(
  "%s names no file and no folder that there is not",
  (file) => {
    const entries = globSync("{src,test,tools,bench,accuracy}/**", { cwd: ROOT });
    const isThere = (path: string) =>
      existsSync(join(ROOT, path)) ||
      existsSync(join(ROOT, "src", path)) ||
      entries.some((one) => one.endsWith(`/${path.replace(/\/$/, "")}`));
    // A path ends with a slash or with the end of a file's name; a problem's code does not, and NAME stands for any.
    const named = read(file).matchAll(/`([\w./-]+(?:\/|\.(?:ts|js|json|yml|md|tsv|txt)))`/g);
    const paths = [...named].map(([, path = ""]) => path).filter((path) => !/NAME|^X/.test(path));
    const missing = paths.filter((path) => !isThere(path));
    expect(missing).toEqual([]);
  },
);

test("a broken table is found", () => {
  expect(brokenTables("| a | b |\n| --- | --- |\n| c |\n")).toEqual(["| c |"]);
  expect(brokenTables("| a | b |\n| c | d |\n")).toEqual(["| a | b |"]);
  expect(brokenTables("| a | b |\n| --- | --- |\n| `c\\|d` | e |\n")).toEqual([]);
});
