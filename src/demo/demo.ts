/** `demo`: replays the rules of 28 March 2025 through the whole pipeline, from public inspection to the eCFR, over real HTTP from a local server. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPipeline, type Pipeline } from "../commands/open-pipeline.ts";
import { barFor, type Io, screenFor } from "../commands/terminal/io.ts";
import { describeNews, watchSinglePass } from "../commands/terminal/progress.ts";
import type { Screen } from "../commands/terminal/screen.ts";
import { formatTable } from "../commands/terminal/table.ts";
import { readConfig } from "../config.ts";
import { countEvents, readEvents } from "../db/log/log.ts";
import { lastCheck } from "../db/log/source-checks.ts";
import type { Store } from "../db/store/open-store.ts";
import { SOURCES } from "../model/clock/source.ts";
import { isEntityEvent, type LogEvent, type RuleEventData } from "../model/events/event.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { facts } from "./facts.ts";
import { renderDisplayed } from "./render-displayed.ts";
import { type ReplayServer, replayEnv, startReplayServer } from "./replay-server.ts";
import { type Scene, scenes } from "./scenes.ts";
import { demoWorld } from "./world.ts";

/** Two additions, one with and one without a justification, and a revision that adds an address. */
const SHOWN_IN_FULL = ["Inspur Taiwan", "Rachna Supplies (Pvt) Ltd.", "Dart Aviation"];

export interface DemoOptions {
  /** Folder of the store; by default a temporary one. */
  readonly data?: string | undefined;
  /** Only write the rendered documents to this folder. */
  readonly render?: string | undefined;
  /** Called at each step boundary, where tests kill the process. */
  readonly onBoundary?: (name: string) => void;
}

export async function runDemo(io: Io, options: DemoOptions): Promise<void> {
  if (options.render !== undefined) {
    await writeWorld(io, options.render);
    return;
  }
  io.err(
    "The rules of 28 March 2025. entitywire renders the documents from facts, in the formats of the",
  );
  io.err(
    "Federal Register's PDF, XML and API. They are not the original text of the rules. Where the facts",
  );
  io.err("contain no justification for a listing, the documents have none.");
  await using stack = new AsyncDisposableStack();
  const dataDir = options.data ?? scratchFolder(stack);
  const server = stack.use(await startReplayServer((url) => demoWorld(facts, url)));
  const observer = watchSinglePass(io);
  const clock = { now: scenes[0].at };
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
      now: () => clock.now,
      onBoundary: options.onBoundary,
      upstream: { minIntervalMs: 0 },
    }),
  );
  await replay(io, pipeline, server, clock);
  const [failure] = observer.failures;
  if (failure !== undefined) throw failure.error;
  report(io, pipeline);
}

async function replay(
  io: Io,
  { runner, store }: Pipeline,
  server: ReplayServer,
  clock: { now: Date },
): Promise<void> {
  const left = scenesLeft(store);
  using bar = barFor(io);
  bar.begin(
    0,
    left.reduce((checks, scene) => checks + scene.checks.length, 0),
  );
  for (const [at, scene] of left.entries()) {
    clock.now = scene.at;
    server.world = await scene.world(facts, server.url);
    // Resumes the work of an interrupted demo.
    if (at === 0) {
      runner.add({ step: "sweep" });
      await runner.drain();
    }
    for (const source of scene.checks) {
      runner.add({ step: "fetch", source });
      await runner.drain();
      bar.step(`${scene.title}: ${source}`);
    }
  }
}

/** The scenes from the one that the store has reached, because its clock must not go back. */
function scenesLeft({ db }: Store): readonly Scene[] {
  const times = SOURCES.map((source) => lastCheck(db, source)?.time ?? "").sort();
  const reached = times.at(-1) ?? "";
  const at = scenes.findLastIndex((scene) => scene.at.toISOString() <= reached);
  return scenes.slice(Math.max(at, 0));
}

function report(io: Io, { store }: Pipeline): void {
  const events = readEvents(store.db, { after: 0 });
  for (const line of describeScenes(events, screenFor(io))) io.out(line);
  io.out("");
  for (const line of describeRules(events, screenFor(io))) io.out(line);
  for (const name of SHOWN_IN_FULL) {
    const event = events.find((e) => isEntityEvent(e) && e.data.after?.name === name);
    if (event !== undefined) io.out(`\n${JSON.stringify(event, null, 2)}`);
  }
  const counts = countEvents(store.db);
  const types = ["entity.added", "entity.modified", "entity.removed"];
  io.out(`\n${types.map((type) => `${counts.get(type) ?? 0} ${type}`).join(", ")}`);
}

/** The events of each scene. */
function describeScenes(events: readonly LogEvent[], screen: Screen): string[] {
  const rows = scenes.map(({ at, title }) => {
    const time = at.toISOString();
    const types = events.filter((event) => event.time === time).map(({ type }) => type);
    return [time, title, describeNews(new Map(), countEach(types))];
  });
  return formatTable([["time", "scene", "events"], ...rows], screen);
}

function countEach(types: readonly string[]): Map<string, number> {
  const groups = Map.groupBy(types, (type) => type);
  return new Map([...groups].map(([type, group]) => [type, group.length]));
}

/** The claims of each rule and the counts that were read, per destination. */
function describeRules(events: readonly LogEvent[], screen: Screen): string[] {
  const header = ["rule", "destination", "added: claimed", "read", "revised: claimed", "read"];
  const rows = events
    .filter((event) => event.type === "rule.published")
    .flatMap((event) => {
      const { rule, read, claims, claimsAgree } = event.data as RuleEventData;
      const claimed = (op: "added" | "revised", country: string | null) =>
        claims?.[op]?.destinations.find((d) => d.country === country)?.count ?? "-";
      const verdict = { true: "claims agree", false: "CLAIMS DIFFER", null: "no claims" };
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

/** In time order: the baseline, the displayed documents, the published documents. */
async function writeWorld(io: Io, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const baseUrl = "http://localhost";
  const world = demoWorld(facts, baseUrl);
  const write = (name: string, bytes: string | Uint8Array): void => {
    writeFileSync(join(folder, name), bytes);
    io.out(join(folder, name));
  };
  for (const { date, xml } of world.snapshots) write(`snapshot-${date}.xml`, xml);
  for (const rule of facts) {
    write(`${rule.documentNumber}.pdf`, (await renderDisplayed(rule, baseUrl)).pdf);
  }
  for (const { json, xml } of world.documents) {
    if (xml !== null) write(`${json.document_number}.xml`, xml);
  }
}

function scratchFolder(stack: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-demo-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
