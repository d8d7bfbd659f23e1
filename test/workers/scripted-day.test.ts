import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pipeline } from "../../src/commands/open-pipeline.ts";
import { runTimeline } from "../../src/commands/timeline.ts";
import { runVerify } from "../../src/commands/verify.ts";
import { readConfig } from "../../src/config.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { type ReplayServer, startReplayServer } from "../../src/demo/replay-server.ts";
import type { EntityEventData } from "../../src/model/events/event.ts";
import type { Job } from "../../src/workers/step.ts";
import {
  addingRule,
  onDisplay,
  printedEntry,
  published,
  WITHDRAWAL,
  withNote,
} from "../support/displayed-rule.ts";
import { told } from "../support/march-world.ts";
import { openOnReplay } from "../support/open-on-replay.ts";
import { dump, rebuild } from "../support/rebuild.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../support/small-world.ts";

const RULE = addingRule("2025-05427", "2025-03-28", "2025-03-25", [
  printedEntry("Gamma"),
  printedEntry("Delta"),
]);
const WITHDRAWN = addingRule("2025-05999", "2025-04-04", "2025-04-04", [printedEntry("Epsilon")]);
const ALPHA = makeRow("Alpha");

const CORRECTION = `<CORRECT>
<PREAMB><AGENCY TYPE="N">DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR><SUBJECT>Additions to the Entity List</SUBJECT></PREAMB>
<SUPLINF><HD SOURCE="HD2">Correction</HD>
<P>In rule document 2025–05427 beginning on page 14035 in the issue of Friday, March 28, 2025, make the following correction:</P>
<P>1. On page 14036, in Supplement No. 4 to part 744, under FRANCE, “Gamma Works” should read “Gamma Werke”.</P></SUPLINF>
<FRDOC>[FR Doc. C1-2025-05427 Filed 3-31-25; 8:45 am]</FRDOC></CORRECT>`;

/** The service over some days: polled by the clock that the test sets, and restarted as often as needed. */
describe("a rule from its display to the eCFR", () => {
  let server: ReplayServer;
  let pipeline: Pipeline;
  let now = new Date("2025-03-25T13:00:00Z");
  const dataDir = mkdtempSync(join(tmpdir(), "entitywire-test-"));
  const journal: string[] = [];

  const open = () => openOnReplay(server.url, { dataDir, now: () => now });
  /** Polls once at the instant; returns the emitted events. */
  const at = async (instant: string, source: "public-inspection" | "federal-register" | "ecfr") => {
    now = new Date(instant);
    const before = told(pipeline.store).length;
    const job: Job = { step: "fetch", source, ifDue: true };
    pipeline.runner.add(job);
    await pipeline.runner.drain();
    const news = told(pipeline.store).slice(before);
    journal.push(...news.map((line) => `${instant} ${source.padEnd(17)} ${line}`));
    return news;
  };
  const restart = async () => {
    await pipeline[Symbol.asyncDispose]();
    pipeline = await open();
    journal.push(`${now.toISOString().replace(".000", "")} the service is started again`);
  };
  const show = (change: Partial<ReplayServer["world"]>) => {
    server.world = { ...server.world, ...change };
  };
  const onlyDocuments = () => server.world.documents.filter(({ json }) => json.type !== "Rule");
  const last = () => readEvents(pipeline.store.db, { after: 0 }).at(-1)?.data as EntityEventData;

  beforeAll(async () => {
    const world = { rows: [ALPHA], rules: [], date: "2025-03-24" };
    server = await startReplayServer((url) => smallWorld(world, url));
    show({ display: { documents: [], updatedAt: "2025-03-25T08:45:00-04:00" } });
    pipeline = await open();
  });
  afterAll(async () => {
    await pipeline[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true });
    process.stdout.write(`${journal.join("\n")}\n`);
  });

  test("the baseline, and nothing on display", async () => {
    expect(await at("2025-03-25T13:00:00Z", "ecfr")).toEqual(["list.baselined EL"]);
    expect(await at("2025-03-25T20:14:17Z", "public-inspection")).toEqual([]);
  });

  test("displayed at 16:15 as a special filing, it is emitted by the same poll", async () => {
    const documents = [onDisplay(RULE, "3/25/2025 at 4:15 pm", server.url)];
    show({ display: { documents, updatedAt: "2025-03-25T16:15:00-04:00" } });
    expect(await at("2025-03-25T20:15:17Z", "public-inspection")).toEqual([
      "rule.displayed 2025-05427",
      "entity.added Gamma",
      "entity.added Delta",
    ]);
    expect(last()).toMatchObject({ stage: "displayed", cause: "law", effectiveOn: "2025-03-25" });
    expect(await at("2025-03-25T20:16:17Z", "public-inspection")).toEqual([]);
    await restart();
    expect(await at("2025-03-25T20:17:17Z", "public-inspection")).toEqual([]);
  });

  test("published the next morning in the same words, it is confirmed", async () => {
    show({
      documents: [published(RULE, "text", server.url), ...onlyDocuments()],
      display: { documents: [], updatedAt: "2025-03-28T08:45:00-04:00" },
    });
    expect(await at("2025-03-28T12:45:17Z", "public-inspection")).toEqual([]);
    expect(await at("2025-03-28T12:50:00Z", "federal-register")).toEqual([
      "rule.published 2025-05427",
      "entity.confirmed Gamma",
      "entity.confirmed Delta",
    ]);
    expect(last()).toMatchObject({ stage: "published", class: "editorial", entryVersion: 1 });
    expect(await at("2025-03-28T13:00:00Z", "federal-register")).toEqual([]);
  });

  test("its XML in the afternoon is a better reading, not a second addition", async () => {
    await restart();
    show({ documents: [published(RULE, "xml", server.url), ...onlyDocuments()] });
    expect(await at("2025-03-28T19:00:00Z", "federal-register")).toEqual([
      "entity.reread Gamma",
      "entity.reread Delta",
    ]);
    expect(last()).toMatchObject({ completeness: "full", class: "editorial", op: "added" });
  });

  test("corrected two days later, only the difference is emitted", async () => {
    const facts = { documentNumber: "C1-2025-05427", publicationDate: "2025-03-31" };
    const [record] = smallWorld(
      { rows: [], rules: [makeRuleFacts(facts)], date: "2025-03-24" },
      server.url,
    ).documents;
    if (record === undefined) throw new Error("the world has the correction's record");
    const correction = { json: { ...record.json, action: "Correction." }, xml: CORRECTION };
    show({ documents: [correction, ...server.world.documents] });
    expect(await at("2025-03-31T13:00:00Z", "federal-register")).toEqual([
      "rule.corrected C1-2025-05427",
      "entity.reread Gamma",
    ]);
    expect(last()).toMatchObject({ cause: "correction", changes: [{ field: "aliases" }] });
  });

  test("the eCFR follows: codified", async () => {
    const gamma = [
      "Gamma, a.k.a., the following one alias:",
      "—Gamma Werke.",
      "1 Rue Haute, Paris, France.",
    ];
    const rows = [ALPHA, addedRow("Delta"), addedRow("Gamma", { entity: gamma })];
    show({
      snapshots: [...server.world.snapshots, { date: "2025-04-01", xml: renderSnapshot(rows) }],
      upToDateAsOf: "2025-04-01",
    });
    expect(await at("2025-04-01T13:55:00Z", "federal-register")).toEqual([]);
    const news = await at("2025-04-01T14:00:00Z", "ecfr");
    expect(news.toSorted()).toEqual(["entity.codified Delta", "entity.codified Gamma"]);
    expect(last()).toMatchObject({ class: "citation" });
  });

  test("a second rule is displayed, and withdrawn by a note: so are its entries, at that poll", async () => {
    const displayed = onDisplay(WITHDRAWN, "4/1/2025 at 11:00 am", server.url);
    show({ display: { documents: [displayed], updatedAt: "2025-04-01T11:00:00-04:00" } });
    expect(await at("2025-04-01T15:00:17Z", "public-inspection")).toEqual([
      "rule.displayed 2025-05999",
      "entity.added Epsilon",
    ]);
    const noted = withNote(displayed, WITHDRAWAL);
    show({ display: { documents: [noted], updatedAt: "2025-04-01T13:00:00-04:00" } });
    expect(await at("2025-04-01T17:00:17Z", "public-inspection")).toEqual([
      "rule.withdrawn 2025-05999",
      "entity.withdrawn Epsilon",
    ]);
    expect(last()).toMatchObject({ cause: "law", op: "added", after: null });
    const [withdrawn] = readEvents(pipeline.store.db, { after: 0, types: ["rule.withdrawn"] });
    expect(withdrawn?.data).toMatchObject({ editorialNote: WITHDRAWAL });
    await restart();
    // It stays in the list for days, and causes nothing more.
    expect(await at("2025-04-01T17:01:17Z", "public-inspection")).toEqual([]);
    show({ display: { documents: [], updatedAt: "2025-04-02T08:45:00-04:00" } });
    expect(await at("2025-04-02T12:46:17Z", "public-inspection")).toEqual([]);
  });

  test("the list, its log and its timeline agree", async () => {
    const { store } = pipeline;
    const names = currentEntries(store.db).map(({ entry }) => entry.name);
    expect(names.toSorted()).toEqual(["Alpha", "Delta", "Gamma"]);
    const added = readEvents(store.db, { after: 0, types: ["entity.added"] });
    expect(added).toHaveLength(3);
    expect(rebuild(store)).toEqual(dump(store.db));
    const lines: string[] = [];
    const io = { out: (line: string) => void lines.push(line), err: () => undefined, env: {} };
    for (const name of ["Gamma", "Epsilon"]) runTimeline(io, dataDir, name, false);
    journal.push("", ...lines);
    const verified: string[] = [];
    const listener = { ...io, out: (line: string) => void verified.push(line) };
    await runVerify(listener, readConfig({}), dataDir, false);
    expect(verified).toEqual([]);
    expect(lines[0]).toMatch(/^Gamma \(FRANCE\), EL, listed/);
    expect(lines.at(-1)).toMatch(/^ {2}never law, known since .*: entity.withdrawn, 2025-05999;/);
  });
});
