/** `demo`: the batch of 28 March 2025 through the whole pipeline, over real HTTP from a local replay server. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { barFor, type Io, screenFor } from "../commands/io.ts";
import { openPipeline, type Pipeline } from "../commands/open-pipeline.ts";
import { watchSinglePass } from "../commands/progress.ts";
import type { Screen } from "../commands/screen.ts";
import { formatTable } from "../commands/table.ts";
import { readConfig } from "../config.ts";
import { countEvents, readEvents } from "../db/log.ts";
import { isEntityEvent, type LogEvent, type RuleEventData } from "../model/event.ts";
import { SOURCES } from "../model/source.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { facts } from "./facts.ts";
import { replayEnv, startReplayServer } from "./replay-server.ts";
import { demoWorld } from "./world.ts";

/** The demo lives on its day: the sources are asked as they were on the morning of publication. */
const DEMO_NOW = new Date("2025-03-28T13:00:00Z");
/** Two additions, one with a reason and one without, and the revision that gained an address. */
const SHOWN_IN_FULL = ["Inspur Taiwan", "Rachna Supplies (Pvt) Ltd.", "Dart Aviation"];

export interface DemoOptions {
  /** Kept where given; a scratch folder otherwise. */
  readonly data?: string | undefined;
  /** Only write the rendered documents into this folder. */
  readonly render?: string | undefined;
  /** Called at each boundary of a step. Tests stop the process here. */
  readonly onBoundary?: (name: string) => void;
}

export async function runDemo(io: Io, options: DemoOptions): Promise<void> {
  if (options.render !== undefined) {
    writeWorld(io, options.render);
    return;
  }
  io.err(
    "The batch of 28 March 2025. Its documents are rendered from facts that entitywire carries into the",
  );
  io.err(
    "shapes of the Federal Register's XML and API: they are not the rules' own text. Where the facts give",
  );
  io.err("no reason for a listing, none is invented.");
  await using stack = new AsyncDisposableStack();
  const dataDir = options.data ?? scratchFolder(stack);
  const server = stack.use(await startReplayServer((url) => demoWorld(facts, url)));
  const observer = watchSinglePass(io);
  const pipeline = stack.use(
    await openPipeline({
      config: readConfig({
        ...replayEnv(server.url),
        ENTITYWIRE_SOURCE: "urn:entitywire:local/demo",
        ENTITYWIRE_CONTACT: "demo",
      }),
      dataDir,
      command: "demo",
      policies: singlePassPolicies,
      observer,
      now: () => DEMO_NOW,
      onBoundary: options.onBoundary,
      upstream: { minIntervalMs: 0 },
    }),
  );
  await replay(io, pipeline);
  const [failure] = observer.failures;
  if (failure !== undefined) throw failure.error;
  report(io, pipeline);
}

async function replay(io: Io, { runner }: Pipeline): Promise<void> {
  runner.add({ step: "sweep" });
  await runner.drain();
  using bar = barFor(io);
  bar.begin(0, SOURCES.length);
  for (const source of SOURCES) {
    runner.add({ step: "fetch", source });
    await runner.drain();
    bar.step(source);
  }
}

function report(io: Io, { store }: Pipeline): void {
  const events = readEvents(store.db, { after: 0 });
  for (const line of describeRules(events, screenFor(io))) io.out(line);
  for (const name of SHOWN_IN_FULL) {
    const event = events.find((e) => isEntityEvent(e) && e.data.after?.name === name);
    if (event !== undefined) io.out(`\n${JSON.stringify(event, null, 2)}`);
  }
  const counts = countEvents(store.db);
  const types = ["entity.added", "entity.modified", "entity.removed"];
  io.out(`\n${types.map((type) => `${counts.get(type) ?? 0} ${type}`).join(", ")}`);
}

/** What each rule claims of itself beside what was read, per destination. */
function describeRules(events: readonly LogEvent[], screen: Screen): string[] {
  const header = ["rule", "destination", "added: claimed", "read", "revised: claimed", "read"];
  const rows = events
    .filter((event) => event.type === "rule.published")
    .flatMap((event) => {
      const { rule, read, claims, claimsAgree } = event.data as RuleEventData;
      const claimed = (op: "added" | "revised", country: string | null) =>
        claims?.[op]?.destinations.find((d) => d.country === country)?.count ?? "-";
      const verdict = { true: "claims agree", false: "CLAIMS DIFFER", null: "claims nothing" };
      return [
        ...read.map((tally) => [
          rule.documentNumber ?? "",
          tally.destination,
          claimed("added", tally.country),
          tally.added,
          claimed("revised", tally.country),
          tally.revised,
        ]),
        [
          rule.documentNumber ?? "",
          verdict[`${claimsAgree}`],
          claims?.added?.entries ?? claims?.added?.entities ?? "-",
          sum(read, "added"),
          claims?.revised?.entries ?? claims?.revised?.entities ?? "-",
          sum(read, "revised"),
        ],
      ];
    });
  return formatTable([header, ...rows], screen);
}

function sum(read: RuleEventData["read"], op: "added" | "revised"): number {
  return read.reduce((total, tally) => total + tally[op], 0);
}

function writeWorld(io: Io, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const world = demoWorld(facts, "http://localhost");
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
    io.out(join(folder, name));
  };
  for (const { date, xml } of world.snapshots) write(`snapshot-${date}.xml`, xml);
  for (const { json, xml } of world.documents) {
    if (xml !== null) write(`${json.document_number}.xml`, xml);
  }
}

function scratchFolder(stack: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-demo-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
