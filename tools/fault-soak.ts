/** Part of `npm run soak`: as many disturbed services as `ENTITYWIRE_FAULT_RUNS` says; writes the committed report. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCampaign } from "../test/support/faults/campaign.ts";

const runs = Number(process.env["ENTITYWIRE_FAULT_RUNS"] ?? 500);
const seed = Number(process.env["ENTITYWIRE_FUZZ_SEED"] ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "entitywire-soak-"));
const { expected, outcomes } = await runCampaign(folder, runs, seed, (line) => console.log(line));
rmSync(folder, { recursive: true, force: true });

const failed = outcomes.filter(({ failure }) => failure !== null);
const onRedis = outcomes.filter(({ runner }) => runner === "Redis").length;
const deliveries = outcomes.reduce((sum, outcome) => sum + outcome.deliveries, 0);
const strikes = count(outcomes.flatMap(({ faults }) => faults));
const effects = count(outcomes.flatMap((outcome) => outcome.effects));
const struck = outcomes.reduce((sum, { faults }) => sum + faults.length, 0);
const report = [
  "# Faults",
  "",
  `Written by \`node tools/fault-soak.ts\`: ${runs} services from seed ${seed}, ${onRedis} on Redis and ${runs - onRedis} in process,`,
  `under ${struck} faults while ${expected.standings.length - 1} documents came. **${failed.length} failed**: in the rest the log is event by event that of an`,
  `undisturbed service (${expected.log.length} events each, ${(runs - failed.length) * expected.log.length} compared, instants by their day), so are the list and the stream,`,
  `the log alone makes the list, and of ${deliveries} pushes none held anything else and none of ${expected.pushed.length} a service was missing.`,
  "",
  ...failed.map(({ seed: one, failure }) => `- seed ${one}: ${failure?.split("\n")[0]}`),
  ...(failed.length > 0 ? [""] : []),
  "| fault | times |",
  "| --- | --- |",
  ...asRows(strikes),
  "",
  "A fault may strike where nothing runs into it. These are known to have met something:",
  "",
  "| effect | times |",
  "| --- | --- |",
  ...asRows(effects),
  "",
].join("\n");
writeFileSync(fileURLToPath(new URL("fault-report.md", import.meta.url)), report);
console.log(report);
process.exitCode = failed.length === 0 ? 0 : 1;

function count(names: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

function asRows(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => `| ${name} | ${times} |`);
}
