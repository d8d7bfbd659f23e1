/** The commands that run and inspect the service. */

import { Option } from "commander";
import { endBySignal } from "../terminal/end-by-signal.ts";
import { dataOption } from "./arguments.ts";
import type { Describing } from "./describing.ts";

// Each command loads its modules when it is called, so that every start is fast.
export function describeService({ command, io, config, exit, demo }: Describing): void {
  command("serve", "runs the service until a signal arrives: schedules, workers, delivery, API")
    .addOption(dataOption())
    .addOption(
      new Option(
        "--only <steps>",
        "join a service on another machine; requires REDIS_URL and ENTITYWIRE_SEALING_KEY, and no store",
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
    "checks every source once, then exits: 0 if all were checked, 75 if any could not be",
  )
    .addOption(dataOption())
    .action(async ({ data }) => {
      const { runSync } = await import("../sync.ts");
      exit(await runSync(io, await config(), data));
    });

  command(
    "demo",
    "replays the rules of 28 March 2025 through the whole pipeline, from public inspection to the eCFR, without a network",
  )
    .option("--data <dir>", "keep the store in this folder instead of a temporary one")
    .option(
      "--render <dir>",
      "only write the rendered documents to this folder, for `import`, `parse` and `explain`: the list before the rules, and each rule as displayed PDF and published XML",
    )
    .action(async (options) => {
      await demo(options);
    });

  command(
    "status",
    "shows the sources, the lists, quarantined documents, open questions and pending deliveries",
  )
    .addOption(dataOption())
    .option("--json", "print JSON", false)
    .action(async ({ data, json }) => {
      const { runStatus } = await import("../status.ts");
      runStatus(io, data, json, new Date());
    });

  command(
    "doctor",
    "checks that this machine meets the needs of the service, and says how to fix problems",
  )
    .addOption(dataOption())
    .option("--json", "print JSON", false)
    .addHelpText(
      "after",
      "\nIt sends one request to each source and changes nothing. Exits with 0 if all is well, 75 if a check fails.",
    )
    .action(async ({ data, json }) => {
      const { runDoctor } = await import("../doctor.ts");
      exit(await runDoctor(io, await config(), data, { json }));
    });

  command("live-check", "checks our assumptions about the live services that no one has tried yet")
    .option("--json", "print JSON", false)
    .addHelpText("after", "\nIt sends about 25 requests, one a second, and needs no store.")
    .action(async ({ json }) => {
      const { runLiveCheck } = await import("../live-check.ts");
      exit(await runLiveCheck(io, await config(), { json }));
    });

  command("backup", "copies the store to one file while the service runs")
    .argument("<file>", "the target; it must not exist yet")
    .addOption(dataOption())
    .addHelpText(
      "after",
      "\nTo restore a backup, stop the service and save the file as entitywire.db in an empty data folder.",
    )
    .action(async (file, { data }) => {
      const { runBackup } = await import("../backup.ts");
      runBackup(io, data, file);
    });
}
