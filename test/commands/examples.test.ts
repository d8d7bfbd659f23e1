import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { describeCommands } from "../../src/commands/describe/commands.ts";
import { EXAMPLES } from "../../src/commands/describe/examples.ts";
import type { Io } from "../../src/commands/terminal/io.ts";
import { main } from "../../src/main.ts";

const said: string[] = [];
const io: Io = { out: (line) => said.push(line), err: (line) => said.push(line), env: {} };

/** The commands with an action, by full name. */
function commandsOf(command: Command, name = ""): [string, Command][] {
  if (command.commands.length === 0) return [[name, command]];
  return command.commands.flatMap((one) => commandsOf(one, `${name} ${one.name()}`.trim()));
}

/** As a shell takes the line apart, as far as examples go. */
function wordsOf(line: string): string[] {
  const [own = ""] = line.split(/[|>]/);
  return [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

const describeAll = () =>
  describeCommands(
    io,
    () => undefined,
    async () => undefined,
  );
const all = commandsOf(describeAll()).map(([name]) => name);

describe("each command", () => {
  test.each(all)("has examples that it takes: %s", async (name) => {
    const examples = EXAMPLES[name] ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const program = describeAll();
      let ran = "";
      for (const [which, command] of commandsOf(program)) {
        command.action(() => {
          ran = which;
        });
      }
      await program.parseAsync(wordsOf(example), { from: "user" });
      expect(ran, example).toBe(name);
    }
  });

  test.each(all)("shows them with its help: %s", (name) => {
    const command = commandsOf(describeAll()).find(([one]) => one === name);
    let help = "";
    command?.[1].configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    for (const example of EXAMPLES[name] ?? []) expect(help).toContain(`  entitywire ${example}`);
  });

  test("has examples under no other name", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(all.sort());
  });
});

describe("who mistypes", () => {
  test.each([
    [["statsu"], "Did you mean status?"],
    [["endpoints", "lst"], "Did you mean list?"],
    [["events", "--folow"], "Did you mean --follow?"],
    [["entries", "--list", "XX"], "Allowed choices are EL, UVL, MEU"],
  ])("is told what was meant: %j", async (argv, hint) => {
    const lines: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
    try {
      expect(await main(argv)).toBe(64);
    } finally {
      process.stderr.write = write;
    }
    expect(lines.join("")).toContain(hint);
    expect(lines.join("").trim().split("\n")).toHaveLength(1);
  });
});
