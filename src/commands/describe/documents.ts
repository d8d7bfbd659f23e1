/** The commands that import documents or show how they are read. */

import { Option } from "commander";
import { endBySignal } from "../terminal/end-by-signal.ts";
import { screenFor } from "../terminal/io.ts";
import { dataOption, dayArgument, instantArgument } from "./arguments.ts";
import type { Describing } from "./describing.ts";

const asOption = () =>
  new Option("--as <kind>", "the kind of file; detected from its content by default").choices([
    "rule",
    "snapshot",
  ] as const);

// Each command loads its modules when it is called: `parse` needs no database, and every start is fast.
export function describeDocuments({ command, io, config }: Describing): void {
  command("import", "imports documents from disk as if they were fetched")
    .argument("<file...>", "a rule as XML, HTML, PDF or text, or a snapshot as XML; plain or .gz")
    .addOption(dataOption())
    .addOption(asOption())
    .option("--as-of <date>", "the date of a snapshot", dayArgument)
    .option(
      "--known-from <instant>",
      "when the documents were first known, if earlier than now",
      instantArgument,
    )
    .action(async (files, { data, ...options }) => {
      const { runImport } = await import("../import.ts");
      await runImport(io, await config(), data, files, options);
    });

  command("backfill", "loads the eCFR's history up to the current list; continues where it stopped")
    .requiredOption("--from <date>", "the first day, 2017-01-01 or later", dayArgument)
    .addOption(dataOption())
    .action(async ({ data, from }) => {
      const { runBackfill } = await import("../backfill.ts");
      const { showProgress } = await import("../terminal/progress-bar.ts");
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => stop.abort(signal));
      }
      const progress = showProgress(process.stderr, () => performance.now());
      await runBackfill(io, await config(), data, { from, progress, signal: stop.signal });
      if (stop.signal.aborted) endBySignal(stop.signal.reason);
    });

  command("accept", "accepts a quarantined snapshot as correct")
    .argument("<document>", "the document id from `entitywire status`")
    .addOption(dataOption())
    .action(async (document, { data }) => {
      const { runAccept } = await import("../accept.ts");
      await runAccept(io, await config(), data, document);
    });

  command(
    "parse",
    "prints the parsed document as JSON: one entry a line, or one rule; stores nothing",
  )
    .argument("<file>", "XML, HTML, PDF or text, plain or .gz")
    .addOption(asOption())
    .action(async (file, { as }) => {
      const { runParse } = await import("../parse.ts");
      await runParse(io, file, as);
    });

  command("explain", "shows how a rule is read: instructions, claims, justifications, problems")
    .argument("<file>", "the document as XML, HTML, PDF or text, plain or .gz")
    .action(async (file) => {
      const { runExplain } = await import("../explain.ts");
      const { pageFor } = await import("../explain/page.ts");
      await runExplain(io, file, pageFor(screenFor(io)));
    });

  command(
    "verify",
    "checks that the list matches the event log, and the log matches the current parser",
  )
    .addOption(dataOption())
    .option("--apply", "emit entity.reread events for differences of the current parser", false)
    .action(async ({ data, apply }) => {
      const { runVerify } = await import("../verify.ts");
      await runVerify(io, await config(), data, apply);
    });
}
