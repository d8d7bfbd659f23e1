/** The commands that show the event log and the lists. */

import { Argument, Option } from "commander";
import { LISTS } from "../../model/entry.ts";
import { EVENT_TYPES } from "../../model/events/event.ts";
import { countArgument, dataOption, dayArgument, instantArgument } from "./arguments.ts";
import type { Describing } from "./describing.ts";

// Each command loads its modules when it is called, so that every start is fast.
export function describeList({ command, io, config }: Describing): void {
  command("events", "prints the event log, one event a line")
    .addOption(dataOption())
    .option("--after <seq>", "only events after this sequence", countArgument, 0)
    .addOption(new Option("--type <type...>", "only these types").choices(EVENT_TYPES).default([]))
    .option("--follow", "keep printing new events", false)
    .action(async ({ data, after, type, follow }) => {
      const { runEvents } = await import("../events.ts");
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
      await runEvents(io, data, { after, types: type, follow }, stop.signal);
    });

  command("entries", "prints the entries that are law today")
    .addOption(dataOption())
    .option("--as-of <date>", "the entries that are law on this day", dayArgument)
    .option("--known-at <instant>", "as known at this time; also sets the day", instantArgument)
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

  command(
    "settle",
    "decides whether two entries are the same; without arguments lists the open questions",
  )
    .argument("[question]", "the id of the question")
    .addArgument(new Argument("[answer]").choices(["same", "apart"] as const))
    .addOption(dataOption())
    .option("--json", "print JSON", false)
    .action(async (question, answer, { data, json }) => {
      const { listQuestions, runSettle } = await import("../settle.ts");
      if (question === undefined) listQuestions(io, data, json);
      else await runSettle(io, await config(), data, question, answer);
    });

  command("timeline", "shows all versions of an entry with dates, justifications and documents")
    .argument("<entry>", "an entry id, or a current or former name or alias")
    .addOption(dataOption())
    .option("--json", "print JSON", false)
    .action(async (entry, { data, json }) => {
      const { runTimeline } = await import("../timeline.ts");
      runTimeline(io, data, entry, json);
    });
}
