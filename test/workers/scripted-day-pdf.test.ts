import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pipeline } from "../../src/commands/open-pipeline.ts";
import { runVerify } from "../../src/commands/verify.ts";
import { readConfig } from "../../src/config.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices, noticesAfter } from "../../src/db/log/source-checks.ts";
import type { ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
import { type ReplayServer, startReplayServer } from "../../src/demo/replay-server.ts";
import type { EntityEventData, EventType } from "../../src/model/events/event.ts";
import {
  addingRule,
  onDisplay,
  printedEntry,
  published,
  typedPdf,
  WITHDRAWAL,
  withNote,
  withPdf,
} from "../support/displayed-rule.ts";
import { told } from "../support/march-world.ts";
import { openOnReplay } from "../support/open-on-replay.ts";
import { dump, rebuild } from "../support/rebuild.ts";
import { makeRow, smallWorld } from "../support/small-world.ts";

const RULE = addingRule("2025-05427", "2025-03-28", "2025-03-25", [
  printedEntry("Gamma"),
  printedEntry("Delta"),
]);
const WITHDRAWN = addingRule("2025-05999", "2025-04-04", "2025-04-04", [printedEntry("Epsilon")]);
const DAMAGED = addingRule("2025-06111", "2025-04-07", "2025-04-07", [printedEntry("Zeta")]);
const ALPHA = makeRow("Alpha");

type Source = "public-inspection" | "federal-register" | "ecfr";

/** The service over two weeks, with PDFs on display. The test sets its clock. */
describe("rules from their PDF on display to print", () => {
  let server: ReplayServer;
  let pipeline: Pipeline;
  let now = new Date("2025-03-25T13:00:00Z");
  const dataDir = mkdtempSync(join(tmpdir(), "entitywire-test-"));
  const journal: string[] = [];

  /** Polls once at the instant; returns the resulting events and notices. */
  const at = async (instant: string, source: Source) => {
    now = new Date(instant);
    const { store, runner } = pipeline;
    const events = told(store).length;
    const lastNotice = listNotices(store.db, 1)[0]?.id ?? 0;
    runner.add({ step: "fetch", source, ifDue: true });
    await runner.drain();
    const news = told(store).slice(events);
    const notices = noticesAfter(store.db, lastNotice, 9).map(
      ({ type, message }) => `${type}: ${message}`,
    );
    const lines = [...news, ...notices.map((notice) => `notice ${notice}`)];
    journal.push(...lines.map((line) => `${instant} ${source.padEnd(17)} ${line}`));
    return { news, notices };
  };
  const show = (updatedAt: string, ...documents: ReplayDisplayed[]) => {
    server.world = { ...server.world, display: { documents, updatedAt } };
  };
  const publish = (rule: typeof RULE) => {
    const documents = [published(rule, "xml", server.url), ...server.world.documents];
    server.world = { ...server.world, documents };
  };
  const last = () => readEvents(pipeline.store.db, { after: 0 }).at(-1)?.data as EntityEventData;
  const newest = (type: EventType) =>
    readEvents(pipeline.store.db, { after: 0, types: [type] }).at(-1)?.data;

  beforeAll(async () => {
    const world = { rows: [ALPHA], rules: [], date: "2025-03-24" };
    server = await startReplayServer((url) => smallWorld(world, url));
    show("2025-03-25T08:45:00-04:00");
    pipeline = await openOnReplay(server.url, { dataDir, now: () => now });
  });
  afterAll(async () => {
    await pipeline[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true });
    process.stdout.write(`${journal.join("\n")}\n`);
  });

  test("the baseline, and nothing on display", async () => {
    expect((await at("2025-03-25T13:00:00Z", "ecfr")).news).toEqual(["list.baselined EL"]);
    expect(await at("2025-03-25T20:14:17Z", "public-inspection")).toEqual({
      news: [],
      notices: [],
    });
  });

  test("displayed at 16:15 only as a PDF, a rule is emitted in full by the same poll", async () => {
    const { text: _none, ...record } = onDisplay(RULE, "3/25/2025 at 4:15 pm", server.url);
    const json = { ...record.json, raw_text_url: null };
    const shown = withPdf({ json }, server.url, await typedPdf(RULE));
    show("2025-03-25T16:15:00-04:00", shown);
    expect(await at("2025-03-25T20:15:17Z", "public-inspection")).toEqual({
      news: ["rule.displayed 2025-05427", "entity.added Gamma", "entity.added Delta"],
      notices: [],
    });
    const told = { stage: "displayed", completeness: "full", effectiveOn: "2025-03-25" };
    expect(last()).toMatchObject({ ...told, knownFrom: "2025-03-25T20:15:17.000Z" });
    expect((await at("2025-03-25T20:16:17Z", "public-inspection")).news).toEqual([]);
  });

  test("published, it is confirmed, and nothing else is emitted for its entries", async () => {
    publish(RULE);
    show("2025-03-28T08:45:00-04:00");
    expect((await at("2025-03-28T12:45:17Z", "public-inspection")).news).toEqual([]);
    expect(await at("2025-03-28T12:50:00Z", "federal-register")).toEqual({
      news: ["rule.published 2025-05427", "entity.confirmed Gamma", "entity.confirmed Delta"],
      notices: [],
    });
    expect(last()).toMatchObject({ stage: "published", changes: [], entryVersion: 1 });
    expect((await at("2025-03-28T13:00:00Z", "federal-register")).news).toEqual([]);
  });

  test("a second rule is withdrawn by a note: so are its entries, at that poll", async () => {
    const record = onDisplay(WITHDRAWN, "4/1/2025 at 11:00 am", server.url);
    const shown = withPdf(record, server.url, await typedPdf(WITHDRAWN));
    show("2025-04-01T11:00:00-04:00", shown);
    expect((await at("2025-04-01T15:00:17Z", "public-inspection")).news).toEqual([
      "rule.displayed 2025-05999",
      "entity.added Epsilon",
    ]);
    expect(last()).toMatchObject({ stage: "displayed", completeness: "full" });
    show("2025-04-01T13:00:00-04:00", withNote(shown, WITHDRAWAL));
    const { news, notices } = await at("2025-04-01T17:00:17Z", "public-inspection");
    expect(news).toEqual(["rule.withdrawn 2025-05999", "entity.withdrawn Epsilon"]);
    expect(notices).toEqual([expect.stringContaining(WITHDRAWAL)]);
    expect(newest("rule.withdrawn")).toMatchObject({ editorialNote: WITHDRAWAL });
    expect(last()).toMatchObject({ cause: "law", op: "added", after: null });
  });

  test("a third has a damaged PDF: the problems of its text are reported, its entries are not emitted", async () => {
    const record = onDisplay(DAMAGED, "4/2/2025 at 8:45 am", server.url);
    // Beside the damaged PDF is a text whose counts contradict each other.
    const text = record.text.replace("(1)", "(7)");
    const pdf = await typedPdf(DAMAGED);
    const cut = Buffer.concat([pdf.subarray(0, pdf.length / 3), Buffer.from("\n%%EOF\n")]);
    show("2025-04-02T08:45:00-04:00", withPdf({ ...record, text }, server.url, cut));
    const { news, notices } = await at("2025-04-02T12:45:17Z", "public-inspection");
    expect(news).toEqual(["rule.displayed 2025-06111"]);
    expect(newest("rule.displayed")).toMatchObject({
      completeness: "partial",
      problems: [{ code: "claim/unread" }],
      stage: "displayed",
    });
    expect(notices).toEqual([
      expect.stringMatching(/^document\.rejected: .*\[parse\/pdf-damaged\]$/),
      expect.stringMatching(/^rule\.problems: 2025-06111: .*wait for a better form of it$/),
    ]);
    expect(await at("2025-04-02T12:46:17Z", "public-inspection")).toEqual({
      news: [],
      notices: [],
    });
  });

  test("its entries are emitted when it is published", async () => {
    publish(DAMAGED);
    show("2025-04-07T08:45:00-04:00");
    expect((await at("2025-04-07T12:45:17Z", "public-inspection")).news).toEqual([]);
    const { news, notices } = await at("2025-04-07T12:50:00Z", "federal-register");
    expect(news).toEqual(["rule.published 2025-06111", "entity.added Zeta"]);
    expect(notices).toEqual([expect.stringMatching(/^rule\.settled: .*read whole, from its xml$/)]);
    expect(last()).toMatchObject({ stage: "published", completeness: "full" });
  });

  test("the list, its log and the current reader's readings agree", async () => {
    const { store } = pipeline;
    const names = currentEntries(store.db).map(({ entry }) => entry.name);
    expect(names.toSorted()).toEqual(["Alpha", "Delta", "Gamma", "Zeta"]);
    expect(rebuild(store)).toEqual(dump(store.db));
    const verified: string[] = [];
    const io = { out: (line: string) => void verified.push(line), err: () => undefined, env: {} };
    await runVerify(io, readConfig({}), dataDir, false);
    expect(verified).toEqual([]);
  });
});
