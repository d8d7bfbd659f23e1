/** The commands that show the log and the list. */

import { Argument, Option } from "commander";
import { LISTS } from "../../model/entry.ts";
import { EVENT_TYPES } from "../../model/events/event.ts";
import { countArgument, dataOption, dayArgument, instantArgument } from "./arguments.ts";
import type { Describing } from "./describing.ts";

// Each command loads what it needs when it is called: `parse` wants no database, and a person no waiting.
export function describeList({ command, io, config }: Describing): void {
  command("events", "the event log, one event a line")
    .addOption(dataOption())
    .option("--after <seq>", "only what came after this sequence", countArgument, 0)
    .addOption(new Option("--type <type...>", "only these types").choices(EVENT_TYPES).default([]))
    .option("--follow", "go on as events come", false)
    .action(async ({ data, after, type, follow }) => {
      const { runEvents } = await import("../events.ts");
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
      const { runEntries } = await import("../entries.ts");
      runEntries(io, data, options, new Date());
    });

  command("settle", "answers whether two entries are one; without a question, lists what is open")
    .argument("[question]", "its id, as settle lists it")
    .addArgument(new Argument("[answer]").choices(["same", "apart"] as const))
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async (question, answer, { data, json }) => {
      const { listQuestions, runSettle } = await import("../settle.ts");
      if (question === undefined) listQuestions(io, data, json);
      else await runSettle(io, await config(), data, question, answer);
    });

  command("timeline", "every version of an entry: from when to when, why, from which document")
    .argument("<entry>", "its id, or a name or alias that it has or had")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async (entry, { data, json }) => {
      const { runTimeline } = await import("../timeline.ts");
      runTimeline(io, data, entry, json);
    });
}
