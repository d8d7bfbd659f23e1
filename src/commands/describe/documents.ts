/** The commands that feed documents, and those that show what is read of them. */

import { Option } from "commander";
import { endBySignal } from "../terminal/end-by-signal.ts";
import { screenFor } from "../terminal/io.ts";
import { dataOption, dayArgument, instantArgument } from "./arguments.ts";
import type { Describing } from "./describing.ts";

const asOption = () =>
  new Option("--as <kind>", "what the file is; told from its content otherwise").choices([
    "rule",
    "snapshot",
  ] as const);

// Each command loads what it needs when it is called: `parse` wants no database, and a person no waiting.
export function describeDocuments({ command, io, config }: Describing): void {
  command("import", "feeds documents from disk as if fetched")
    .argument("<file...>", "a rule as XML, HTML, PDF or text, or a snapshot as XML; plain or .gz")
    .addOption(dataOption())
    .addOption(asOption())
    .option("--as-of <date>", "the day whose list a snapshot shows", dayArgument)
    .option(
      "--known-from <instant>",
      "when the material was first known, where that is earlier than now",
      instantArgument,
    )
    .action(async (files, { data, ...options }) => {
      const { runImport } = await import("../import.ts");
      await runImport(io, await config(), data, files, options);
    });

  command("backfill", "walks the eCFR's history up to the list as known; goes on where it stopped")
    .requiredOption("--from <date>", "the day to begin with, 2017-01-01 or later", dayArgument)
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

  command("accept", "takes a snapshot that was held back for what the list is")
    .argument("<document>", "its id, as status names it")
    .addOption(dataOption())
    .action(async (document, { data }) => {
      const { runAccept } = await import("../accept.ts");
      await runAccept(io, await config(), data, document);
    });

  command("parse", "prints what a parser reads: one Entry a line, or one rule; stores nothing")
    .argument("<file>", "XML, HTML, PDF or text, plain or .gz")
    .addOption(asOption())
    .action(async (file, { as }) => {
      const { runParse } = await import("../parse.ts");
      await runParse(io, file, as);
    });

  command(
    "explain",
    "a rule marked up for a person: instructions as read, claims, reasons, problems",
  )
    .argument("<file>", "the document as XML, HTML, PDF or text, plain or .gz")
    .action(async (file) => {
      const { runExplain } = await import("../explain.ts");
      const { pageFor } = await import("../explain/page.ts");
      await runExplain(io, file, pageFor(screenFor(io)));
    });

  command("verify", "whether the list is what the log says, and the log what today's parser reads")
    .addOption(dataOption())
    .option("--apply", "tell what a better parser reads otherwise, as entity.reread", false)
    .action(async ({ data, apply }) => {
      const { runVerify } = await import("../verify.ts");
      await runVerify(io, await config(), data, apply);
    });
}
