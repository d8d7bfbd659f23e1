/** The command line: what there is to do, read into plain values and handed to one file a command. */

import { Argument, Command, CommanderError, Option } from "commander";
import {
  countArgument,
  dataOption,
  dayArgument,
  instantArgument,
} from "./commands/describe/arguments.ts";
import { describeEndpoints } from "./commands/describe/endpoints.ts";
import { describeKeys } from "./commands/describe/keys.ts";
import { endBySignal, endByUnheardSignals } from "./commands/end-by-signal.ts";
import { EXIT, exitCodeOf } from "./commands/exit-code.ts";
import { type Io, screenFor } from "./commands/io.ts";
import { screenOf } from "./commands/screen.ts";
import { LISTS } from "./model/entry.ts";
import { describeError } from "./model/errors.ts";
import { EVENT_TYPES } from "./model/event.ts";
import { version } from "./version.ts";

/** Runs one command. Resolves with the exit code; never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  const io: Io = {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    screen: screenOf(process.stdout),
    env: process.env,
  };
  endByUnheardSignals();
  // A reader that has seen enough (`| head`) closes the pipe: no fault of anybody's.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.ok);
    throw error;
  });
  let exitCode: number = EXIT.ok;
  const program = describeCommands(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    io.err(`entitywire: ${describeError(error)}`);
    if (exitCodeOf(error) === EXIT.software && error instanceof Error) io.err(error.stack ?? "");
    return exitCodeOf(error);
  }
}

function describeCommands(io: Io, exit: (code: number) => void): Command {
  const program = new Command("entitywire")
    .description(
      "tells which parties BIS listed, changed or removed, under which terms, from when, and why",
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      writeErr: (text) => io.err(text.trimEnd()),
      outputError: (text, write) => write(describeUsage(text)),
    })
    .enablePositionalOptions();
  const command = (name: string, description: string) =>
    program.command(name).description(description).exitOverride();
  const config = async () => (await import("./config.ts")).readConfig(io.env);
  const asOption = () =>
    new Option("--as <kind>", "what the file is; told from its content otherwise").choices([
      "rule",
      "snapshot",
    ] as const);

  // Each command loads what it needs when it is called: `parse` wants no database, and a person no waiting.
  command("serve", "the service: schedules, workers and delivery, until a signal comes")
    .addOption(dataOption())
    .addOption(
      new Option(
        "--only <steps>",
        "join a service that runs elsewhere; wants REDIS_URL and ENTITYWIRE_SEALING_KEY, and no store",
      ).choices(["deliver"] as const),
    )
    .action(async ({ data, only }) => {
      if (only === "deliver") {
        const { runServeDeliver } = await import("./commands/serve-deliver.ts");
        endBySignal(await runServeDeliver(await config()));
        return;
      }
      const { runServe } = await import("./commands/serve.ts");
      endBySignal(await runServe(await config(), data));
    });

  command(
    "sync",
    "one pass over every source, then exit: 0 all checked, 75 some source could not be",
  )
    .addOption(dataOption())
    .action(async ({ data }) => {
      const { runSync } = await import("./commands/sync.ts");
      exit(await runSync(io, await config(), data));
    });

  command(
    "demo",
    "replays the batch of 28 March 2025 through the whole pipeline, without a network",
  )
    .option("--data <dir>", "keep the store there instead of in a scratch folder")
    .option("--render <dir>", "only write the rendered documents there, for `import` and `parse`")
    .action(async (options) => {
      const { runDemo } = await import("./demo/demo.ts");
      await runDemo(io, options);
    });

  command("import", "feeds documents from disk as if fetched")
    .argument("<file...>", "a rule as XML, HTML or text, or a snapshot as XML; plain or .gz")
    .addOption(dataOption())
    .addOption(asOption())
    .option("--as-of <date>", "the day whose list a snapshot shows", dayArgument)
    .option(
      "--known-from <instant>",
      "when the material was first known, where that is earlier than now",
      instantArgument,
    )
    .action(async (files, { data, ...options }) => {
      const { runImport } = await import("./commands/import.ts");
      await runImport(io, await config(), data, files, options);
    });

  command("backfill", "walks the eCFR's history up to the list as known; goes on where it stopped")
    .requiredOption("--from <date>", "the day to begin with, 2017-01-01 or later", dayArgument)
    .addOption(dataOption())
    .action(async ({ data, from }) => {
      const { runBackfill } = await import("./commands/backfill.ts");
      const { showProgress } = await import("./commands/progress-bar.ts");
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => stop.abort(signal));
      }
      const progress = showProgress(process.stderr, () => performance.now());
      await runBackfill(io, await config(), data, { from, progress, signal: stop.signal });
      if (stop.signal.aborted) endBySignal(stop.signal.reason);
    });

  command("accept", "takes a snapshot that was held back for what the list is")
    .argument("<document>", "its id, as status names it")
    .addOption(dataOption())
    .action(async (document, { data }) => {
      const { runAccept } = await import("./commands/accept.ts");
      await runAccept(io, await config(), data, document);
    });

  command("parse", "prints what a parser reads: one Entry a line, or one rule; stores nothing")
    .argument("<file>", "XML, HTML or text, plain or .gz")
    .addOption(asOption())
    .action(async (file, { as }) => {
      const { runParse } = await import("./commands/parse.ts");
      runParse(io, file, as);
    });

  command(
    "explain",
    "a rule marked up for a person: instructions as read, claims, reasons, problems",
  )
    .argument("<file>", "the document as XML, HTML or text, plain or .gz")
    .addHelpText("after", "\nExample:\n  entitywire explain 2023-03929.xml | less -R")
    .action(async (file) => {
      const { runExplain } = await import("./commands/explain.ts");
      const { pageFor } = await import("./commands/explain/page.ts");
      runExplain(io, file, pageFor(screenFor(io)));
    });

  command("events", "the legal log, one event a line")
    .addOption(dataOption())
    .option("--after <seq>", "only what came after this sequence", countArgument, 0)
    .addOption(new Option("--type <type...>", "only these types").choices(EVENT_TYPES).default([]))
    .option("--follow", "go on as events come", false)
    .action(async ({ data, after, type, follow }) => {
      const { runEvents } = await import("./commands/events.ts");
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
      await runEvents(io, data, { after, types: type, follow }, stop.signal);
    });

  command("entries", "the list: what is law today by what is known now")
    .addOption(dataOption())
    .option("--as-of <date>", "what is law on this day instead", dayArgument)
    .option("--known-at <instant>", "as known at this moment, and law on its day", instantArgument)
    .addOption(new Option("--list <list>", "only this list").choices(LISTS))
    .addOption(
      new Option("--format <format>")
        .choices(["ndjson", "csv", "ftm"] as const)
        .default("ndjson" as const),
    )
    .action(async ({ data, ...options }) => {
      const { runEntries } = await import("./commands/entries.ts");
      runEntries(io, data, options, new Date());
    });

  command("settle", "answers whether two entries are one; without a question, lists what is open")
    .argument("[question]", "its id, as settle lists it")
    .addArgument(new Argument("[answer]").choices(["same", "apart"] as const))
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async (question, answer, { data, json }) => {
      const { listQuestions, runSettle } = await import("./commands/settle.ts");
      if (question === undefined) listQuestions(io, data, json);
      else await runSettle(io, await config(), data, question, answer);
    });

  command("timeline", "every version of an entry: from when to when, why, from which document")
    .argument("<entry>", "its id, or a name or alias that it has or had")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async (entry, { data, json }) => {
      const { runTimeline } = await import("./commands/timeline.ts");
      runTimeline(io, data, entry, json);
    });

  command("verify", "whether the list is what the log says, and the log what today's parser reads")
    .addOption(dataOption())
    .option("--apply", "tell what a better parser reads otherwise, as entity.reread", false)
    .action(async ({ data, apply }) => {
      const { runVerify } = await import("./commands/verify.ts");
      await runVerify(io, await config(), data, apply);
    });

  command("backup", "a copy of the store in one file, while the service runs")
    .argument("<file>", "where to; it must not be there yet")
    .addOption(dataOption())
    .addHelpText(
      "after",
      "\nTo restore it, stop the service and put it in the place of entitywire.db in an empty data folder.",
    )
    .action(async (file, { data }) => {
      const { runBackup } = await import("./commands/backup.ts");
      runBackup(io, data, file);
    });

  command(
    "live-check",
    "tries once, politely, what is held of the live services and was never seen",
  )
    .option("--json", "for a program instead of a person", false)
    .addHelpText("after", "\nIt asks some 25 times, once a second, and needs no store.")
    .action(async ({ json }) => {
      const { runLiveCheck } = await import("./commands/live-check.ts");
      exit(await runLiveCheck(io, await config(), { json }));
    });

  command("doctor", "whether this machine has what the service needs, and what to do about it")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .addHelpText(
      "after",
      "\nIt asks each source once and changes nothing: 0 all well, 75 something ails.",
    )
    .action(async ({ data, json }) => {
      const { runDoctor } = await import("./commands/doctor.ts");
      exit(await runDoctor(io, await config(), data, { json }));
    });

  command("status", "each source, the list, what was held back, what is still to be delivered")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async ({ data, json }) => {
      const { runStatus } = await import("./commands/status.ts");
      runStatus(io, data, json, new Date());
    });

  describeKeys(command("keys", "who may ask the API, and what"), io);
  describeEndpoints(command("endpoints", "who is told by webhook, and what"), io, config, exit);

  return program;
}

/** One line, as every error. */
function describeUsage(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return `entitywire: ${line} (entitywire --help lists the commands)`;
}
