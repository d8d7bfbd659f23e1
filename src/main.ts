/** The command line: parses arguments and runs one command. */

import { CommanderError } from "commander";
import { describeCommands } from "./commands/describe/commands.ts";
import { EXIT, exitCodeOf } from "./commands/terminal/exit-code.ts";
import type { Io } from "./commands/terminal/io.ts";
import { showBar } from "./commands/terminal/progress-bar.ts";
import { screenOf } from "./commands/terminal/screen.ts";
import { explainSqlite } from "./db/store/explain-fault.ts";
import { describeError } from "./model/errors.ts";
import { asPrintable } from "./model/one-line.ts";

/** Runs one command as this process. Resolves with the exit code; never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  const bar = showBar(process.stderr, () => performance.now());
  // A reader such as `| head` may close the pipe. That is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.ok);
    throw error;
  });
  return await runMain(argv, {
    // What a terminal shows may come from documents and strangers. A file gets every byte.
    out: (line) => {
      const shown = process.stdout.isTTY ? asPrintable(line) : line;
      bar.aside(() => void process.stdout.write(`${shown}\n`));
    },
    err: (line) => bar.say(asPrintable(line)),
    bar,
    screen: screenOf(process.stdout),
    env: process.env,
  });
}

/** Runs one command within this process. Resolves with the exit code; never rejects. */
export async function runMain(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const exit = (code: number) => {
    exitCode = code;
  };
  const program = describeCommands(io, exit, async (options) =>
    (await import("./demo/demo.ts")).runDemo(io, options),
  );
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    const error = explainSqlite(thrown);
    io.err(`entitywire: ${describeError(error)}`);
    if (exitCodeOf(error) === EXIT.software && error instanceof Error) io.err(error.stack ?? "");
    return exitCodeOf(error);
  }
}
