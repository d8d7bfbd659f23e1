/** `npm run soak`: the tests that take long, with many more runs and a fresh seed; ends with the number of parts that failed. */

import { spawnSync } from "node:child_process";

const seed = process.env["ENTITYWIRE_FUZZ_SEED"] ?? `${Date.now() % 1_000_000_000}`;

interface Part {
  /** What `node` runs. */
  readonly run: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const PARTS: readonly Part[] = [
  { run: ["tools/fault-soak.ts"] },
  ...[
    {
      tests: ["workers/real-orders", "workers/any-order"],
      environment: { ENTITYWIRE_REAL_ORDERS: "23", ENTITYWIRE_ORDERS: "1000" },
    },
    {
      tests: ["parsers/rendered-rules", "parsers/damaged-rules"],
      environment: { ENTITYWIRE_RENDERED_RUNS: "10000" },
    },
    { tests: ["parsers/displayed-pdf"], environment: { ENTITYWIRE_RENDERED_RUNS: "5000" } },
    { tests: ["pdf-thread/hostile-pdfs"], environment: { ENTITYWIRE_HOSTILE_PDFS: "1000" } },
    { tests: ["demo/killed", "commands/backfill"], environment: { ENTITYWIRE_KILL_EVERY: "1" } },
  ].map(({ tests, environment }) => ({
    run: ["node_modules/vitest/vitest.mjs", "run", ...tests],
    environment,
  })),
  { run: ["tools/fuzz-soak.ts"] },
  { run: ["tools/hostile-soak.ts"] },
];

console.log(`seed ${seed}`);
const failed = PARTS.filter(({ run, environment }) => {
  const env = { ...process.env, ENTITYWIRE_FUZZ_SEED: seed, ...environment };
  return spawnSync(process.execPath, run, { stdio: "inherit", env }).status !== 0;
});
for (const { run } of failed) console.log(`failed: ${run.join(" ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
