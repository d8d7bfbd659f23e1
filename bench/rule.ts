/** A rule from its bytes to its committed events, beside a bare pass of the XML reader over the same bytes. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPipeline } from "../src/commands/open-pipeline.ts";
import { readConfig } from "../src/config.ts";
import { putDocument } from "../src/db/documents/documents.ts";
import { renderRule } from "../src/demo/render-rule.ts";
import { renderSnapshot } from "../src/demo/render-snapshot.ts";
import { quickPolicies } from "../test/support/open-on-replay.ts";
import { DEMO_NOW } from "../test/support/open-redis-pipeline.ts";
import { addedRow, makeRow, makeRuleFacts } from "../test/support/small-world.ts";
import { bareSaxes } from "./bare-saxes.ts";
import { median } from "./figures.ts";
import { watchDiffs } from "./watch-diffs.ts";

const ENTRIES = 140;
const GOAL_MS = 60;
const ROUNDS = 9;
const WARM_UP = 2;
const LENGTHS = [140, 1_400, 5_000];
const NOBODY = "http://127.0.0.1:1";
const DESTINATIONS =
  "AFGHANISTAN|BELARUS|CANADA|CYPRUS|FRANCE|GERMANY|INDIA|IRAN|PAKISTAN|RUSSIA".split("|");

export async function measureRule(): Promise<void> {
  console.log(`\nrule: ${ENTRIES} additions, in-process; ${ROUNDS} rounds, each on a fresh store`);
  const rounds: Measured[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const measured = await measureOne(ENTRIES);
    if (round >= 0) rounds.push(measured);
  }
  const ratios = rounds.map(({ committedMs, passMs }) => committedMs / passMs);
  const committed = median(rounds.map(({ committedMs }) => committedMs));
  tell("bytes to committed events", committed, `goal: at most ${GOAL_MS} ms`);
  tell("bare saxes pass", median(rounds.map(({ passMs }) => passMs)));
  console.log(`  ${"ratio".padEnd(26)} ${median(ratios).toFixed(1)} (median of pairs)`);
  for (const length of LENGTHS) {
    const three = [await measureOne(length), await measureOne(length), await measureOne(length)];
    const committedMs = median(three.map((one) => one.committedMs));
    const ratio = median(three.map((one) => one.committedMs / one.passMs));
    const perEntry = ((committedMs * 1000) / length).toFixed(0);
    console.log(
      `  ${`${length} entries`.padEnd(26)} ${committedMs.toFixed(0)} ms, ${perEntry} µs an entry, ratio ${ratio.toFixed(1)}`,
    );
  }
}

interface Measured {
  readonly committedMs: number;
  readonly passMs: number;
}

async function measureOne(entries: number): Promise<Measured> {
  const xml = ruleOf(entries);
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  try {
    const { notice, observer } = watchDiffs();
    const config = readConfig({
      ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY,
      ENTITYWIRE_ECFR_URL: NOBODY,
    });
    await using pipeline = await openPipeline({
      config,
      dataDir: folder,
      command: "bench",
      policies: quickPolicies,
      observer,
      now: () => DEMO_NOW,
    });
    const { runner, store } = pipeline;
    const put = (document: Parameters<typeof putDocument>[1]) => {
      const { id, generation } = store.transact((tx) => putDocument(tx, document, DEMO_NOW));
      const applied = notice(1);
      runner.add({ step: "parse", documentId: id, generation });
      return applied;
    };
    const source = { source: "import", url: null } as const;
    const bytesOf = (text: string) => new TextEncoder().encode(text);
    const listed = bytesOf(renderSnapshot([makeRow("Benchmark Company")]));
    await put({ kind: "snapshot", bytes: listed, asOf: "2025-03-24", ...source });

    const bytes = bytesOf(xml);
    const started = performance.now();
    await put({ kind: "rule", bytes, ...source });
    const committedMs = performance.now() - started;
    const passed = performance.now();
    bareSaxes(xml);
    return { committedMs, passMs: performance.now() - passed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ruleOf(entries: number): string {
  const added = Array.from({ length: entries }, (_, at) =>
    addedRow(`Benchmark Company No. ${at}`, {
      destination: DESTINATIONS[at % DESTINATIONS.length] ?? "",
    }),
  );
  const counts = Map.groupBy(added, ({ destination }) => destination);
  const destinations = Object.fromEntries([...counts].map(([name, rows]) => [name, rows.length]));
  return renderRule(makeRuleFacts({ added, claims: { entities: entries, destinations } }));
}

function tell(what: string, ms: number, goal?: string): void {
  const note = ["median", goal].filter(Boolean).join("; ");
  console.log(`  ${what.padEnd(26)} ${ms.toFixed(1)} ms (${note})`);
}
