/** Builds the command line with all commands. */

import { Command } from "commander";
import { version } from "../../version.ts";
import type { Io } from "../terminal/io.ts";
import type { Describing, RunDemo } from "./describing.ts";
import { describeDocuments } from "./documents.ts";
import { describeEndpoints } from "./endpoints.ts";
import { EXAMPLES } from "./examples.ts";
import { describeKeys } from "./keys.ts";
import { describeList } from "./list.ts";
import { describeService } from "./service.ts";

export function describeCommands(io: Io, exit: Describing["exit"], demo: RunDemo): Command {
  const program = new Command("entitywire")
    .description(
      "reports which parties BIS listed, changed or removed, under which terms, from when, and why",
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      outputError: (text, write) => write(describeUsage(text)),
    })
    .enablePositionalOptions();
  const command = (name: string, description: string) =>
    program.command(name).description(description).exitOverride();
  const config = async () => (await import("../../config.ts")).readConfig(io.env);
  const describing: Describing = { command, io, config, exit, demo };
  describeService(describing);
  describeDocuments(describing);
  describeList(describing);
  describeKeys(command("keys", "manages API keys"), io);
  describeEndpoints(command("endpoints", "manages webhook endpoints"), io, config, exit);

  for (const one of program.commands) addExamples(one, one.name());
  return program;
}

function addExamples(command: Command, name: string): void {
  for (const one of command.commands) addExamples(one, `${name} ${one.name()}`);
  const lines = (EXAMPLES[name] ?? []).map((line) => `  entitywire ${line}`);
  if (lines.length === 0) return;
  const title = lines.length === 1 ? "Example" : "Examples";
  command.addHelpText("after", `\n${title}:\n${lines.join("\n")}`);
}

/** Joins a usage error into one line, like all errors. */
function describeUsage(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\s+/g, (gap) => (gap.includes("\n") ? " " : gap));
  return `entitywire: ${line} (see entitywire --help)`;
}
