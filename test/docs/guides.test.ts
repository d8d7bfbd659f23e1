import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { createMetrics } from "../../src/api/metrics.ts";
import { describeCommands } from "../../src/commands/describe/commands.ts";
import { VARIABLES } from "../../src/config.ts";
import { NOTICES_KEPT_DAYS } from "../../src/db/log/source-checks.ts";
import { readFigures } from "../../src/db/read-status.ts";
import { openScratchStore } from "../../src/db/store/open-store.ts";
import { EVENT_TYPES } from "../../src/model/events/event.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GUIDES = ["README.md", ...globSync("docs/*.md", { cwd: ROOT })];
const texts = new Map(GUIDES.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
const operators = texts.get("docs/operators.md") ?? "";

const io = { out: () => undefined, err: () => undefined, env: {} };
const program = describeCommands(
  io,
  () => undefined,
  async () => undefined,
);

/** Types of notices, as the source names them. */
const NOTICES = new Set(
  globSync("src/**/*.ts", { cwd: ROOT })
    .flatMap((file) => [
      ...readFileSync(join(ROOT, file), "utf8").matchAll(
        /"((?:source|history|snapshot|rule|document|endpoint|delivery)\.[a-z]+)"/g,
      ),
    ])
    .map(([, type = ""]) => type)
    .filter((type) => type !== "endpoint.test" && !EVENT_TYPES.some((one) => one === type)),
);

async function metricNames(): Promise<string[]> {
  using store = openScratchStore();
  const { text } = await createMetrics().render(readFigures(store, new Date()), {});
  return [...text.matchAll(/^# TYPE (entitywire_\w+)/gm)].map(([, name = ""]) => name);
}

describe.each(GUIDES)("%s", (file) => {
  const text = texts.get(file) ?? "";

  test("names no variable that is not read", () => {
    const named = [...text.matchAll(/\b(ENTITYWIRE_[A-Z_]*[A-Z]|LOG_LEVEL|REDIS_URL)\b/g)].map(
      ([, name]) => name,
    );
    // Those of the tests, and of the examples.
    const others = ["ENTITYWIRE_CORPUS", "ENTITYWIRE_URL", "ENTITYWIRE_KEY"];
    expect(
      named.filter((name) => !VARIABLES.includes(name ?? "") && !others.includes(name ?? "")),
    ).toEqual([]);
  });

  test("names no command and no option that there is not", () => {
    const code = [...text.matchAll(/^```sh\n([\s\S]*?)^```|`([^`\n]+)`/gm)].map(
      ([, block, inline]) => block ?? inline ?? "",
    );
    const calls = code
      .join("\n")
      .matchAll(/\bentitywire (?!entitywire)([a-z][a-z-]*)((?:[ \t]+[^\s`|;#)]+)*)/g);
    const faults = [...calls].flatMap(([line, name = "", rest = ""]) => {
      const command = program.commands.find((one) => one.name() === name);
      if (command === undefined) return [line];
      const words = rest.trim().split(/\s+/);
      const under: Command = command.commands.find((one) => one.name() === words[0]) ?? command;
      const options = words.filter((word) => word.startsWith("--"));
      return options
        .filter((option) => !under.options.some(({ long }) => long === option))
        .map((option) => `${name} ${option}`);
    });
    expect(faults).toEqual([]);
  });

  test("links to nothing that is not there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    const missing = links.filter((path) => !existsSync(join(ROOT, dirname(file), path)));
    expect(missing).toEqual([]);
  });
});

describe("the operator's guide", () => {
  test("explains every variable", () => {
    const rows = operators.slice(
      operators.indexOf("## Variables"),
      operators.indexOf("## Keys and rights"),
    );
    // `ENTITYWIRE_API_HOST`, `_PORT`: two of them.
    const named = [...rows.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) => {
      const [first = "", ...more] = [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name);
      const stem = first.slice(0, first.lastIndexOf("_"));
      return [first, ...more.map((name) => (name.startsWith("_") ? stem + name : name))];
    });
    expect(VARIABLES.filter((name) => !named.includes(name))).toEqual([]);
  });

  test("says of every notice what it means, and what to do", () => {
    expect(NOTICES.size).toBeGreaterThan(10);
    const rows = [...operators.matchAll(/^\| `([a-z]+\.[a-z]+)` \| .+ \| .+ \|$/gm)].map(
      ([, type]) => type,
    );
    expect(rows.sort()).toEqual([...NOTICES].sort());
    expect(operators).toContain(`A notice is kept for ${NOTICES_KEPT_DAYS} days.`);
  });

  test("says of every metric what it is", async () => {
    const rows = [...operators.matchAll(/^\| `(entitywire_\w+)` \| .+ \|$/gm)].map(
      ([, name]) => name,
    );
    expect(rows.sort()).toEqual((await metricNames()).sort());
  });
});

test("the consumer's guide names every type of event", () => {
  const text = texts.get("docs/consumers.md") ?? "";
  const missing = EVENT_TYPES.filter((type) => {
    const [, last] = type.split(".");
    return !text.includes(`\`${type}\``) && !text.includes(`\`.${last}\``);
  });
  expect(missing).toEqual([]);
});
