/** The commands that run the service and look at it. */

import { Option } from "commander";
import { endBySignal } from "../terminal/end-by-signal.ts";
import { dataOption } from "./arguments.ts";
import type { Describing } from "./describing.ts";

// Each command loads what it needs when it is called: `parse` wants no database, and a person no waiting.
export function describeService({ command, io, config, exit, demo }: Describing): void {
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
        const { runServeDeliver } = await import("../serve-deliver.ts");
        endBySignal(await runServeDeliver(await config()));
        return;
      }
      const { runServe } = await import("../serve.ts");
      endBySignal(await runServe(await config(), data));
    });

  command(
    "sync",
    "one pass over every source, then exit: 0 all checked, 75 some source could not be",
  )
    .addOption(dataOption())
    .action(async ({ data }) => {
      const { runSync } = await import("../sync.ts");
      exit(await runSync(io, await config(), data));
    });

  command(
    "demo",
    "replays the batch of 28 March 2025, from its display to the eCFR, through the whole pipeline, without a network",
  )
    .option("--data <dir>", "keep the store there instead of in a scratch folder")
    .option(
      "--render <dir>",
      "only write the rendered documents there, for `import`, `parse` and `explain`: the list before the batch, each rule as the PDF on display and as the published XML",
    )
    .action(async (options) => {
      await demo(options);
    });

  command("status", "each source, the list, what was held back, what is still to be delivered")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .action(async ({ data, json }) => {
      const { runStatus } = await import("../status.ts");
      runStatus(io, data, json, new Date());
    });

  command("doctor", "whether this machine has what the service needs, and what to do about it")
    .addOption(dataOption())
    .option("--json", "for a program instead of a person", false)
    .addHelpText(
      "after",
      "\nIt asks each source once and changes nothing: 0 all well, 75 something fails.",
    )
    .action(async ({ data, json }) => {
      const { runDoctor } = await import("../doctor.ts");
      exit(await runDoctor(io, await config(), data, { json }));
    });

  command(
    "live-check",
    "tries once, politely, what is held of the live services and was never seen",
  )
    .option("--json", "for a program instead of a person", false)
    .addHelpText("after", "\nIt asks some 25 times, once a second, and needs no store.")
    .action(async ({ json }) => {
      const { runLiveCheck } = await import("../live-check.ts");
      exit(await runLiveCheck(io, await config(), { json }));
    });

  command("backup", "a copy of the store in one file, while the service runs")
    .argument("<file>", "where to; it must not be there yet")
    .addOption(dataOption())
    .addHelpText(
      "after",
      "\nTo restore it, stop the service and put it in the place of entitywire.db in an empty data folder.",
    )
    .action(async (file, { data }) => {
      const { runBackup } = await import("../backup.ts");
      runBackup(io, data, file);
    });
}
