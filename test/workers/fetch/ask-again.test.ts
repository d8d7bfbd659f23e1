import { describe, expect, test } from "vitest";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import type { ReplayDocument } from "../../../src/demo/world.ts";
import { addingRule, onDisplay, printedEntry, published } from "../../support/displayed-rule.ts";
import { BEFORE, told } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";

const RULE = addingRule("2025-05427", "2025-03-28", "2025-03-28", [printedEntry("Gamma")]);
const HOUR_MS = 3_600_000;
const RECORD = "/api/v1/documents/2025-05427.json";

async function openPublished(form: "text" | "xml", firstRead = "2025-03-28T13:00:00Z") {
  const pipeline = await openTestPipeline({ ...BEFORE, rules: [] });
  const { store, server, clock, run, sync } = pipeline;
  const publish = (document: ReplayDocument) => {
    const others = server.world.documents.filter(({ json }) => json.type !== "Rule");
    server.world = { ...server.world, documents: [document, ...others] };
  };
  publish(published(RULE, form, server.url));
  clock.now = new Date(firstRead);
  await sync();
  const start = clock.now.getTime();
  /** Searches that many hours after the rule was first read; returns the emitted events, and whether the rule was refetched. */
  const searchAt = async (hours: number) => {
    clock.now = new Date(start + hours * HOUR_MS);
    const [before, asked] = [told(store).length, server.requests.length];
    await run({ step: "fetch", source: "federal-register" });
    const isAsked = server.requests.slice(asked).some((path) => path.startsWith(RECORD));
    return { news: told(store).slice(before), isAsked };
  };
  return { ...pipeline, publish, searchAt };
}

describe("a published rule", () => {
  test("is refetched after 1 hour, 1, 2, 7 and 30 days, and then no more", async () => {
    const { searchAt } = await openPublished("xml");
    const askedAt: number[] = [];
    for (const hours of [0.5, 1, 1.5, 20, 24, 30, 48, 100, 168, 200, 719, 720, 800, 2000]) {
      if ((await searchAt(hours)).isAsked) askedAt.push(hours);
    }
    expect(askedAt).toEqual([1, 24, 48, 168, 720]);
  });

  test("that was replaced emits the difference, and is refetched on a new schedule", async () => {
    const { searchAt, publish, server } = await openPublished("xml");
    expect((await searchAt(1)).news).toEqual([]);
    const { xml, ...document } = published(RULE, "xml", server.url);
    publish({ ...document, xml: xml?.replaceAll("Gamma Works", "Gamma Werke") ?? null });
    expect((await searchAt(23)).news).toEqual([]);
    expect((await searchAt(24)).news).toEqual(["entity.reread Gamma"]);
    expect(await searchAt(24.5)).toEqual({ news: [], isAsked: false });
    expect(await searchAt(25)).toEqual({ news: [], isAsked: true });
  });

  test("gets its XML however late it appears", async () => {
    const { searchAt, publish, server } = await openPublished("text");
    for (const hours of [200, 450]) expect((await searchAt(hours)).news).toEqual([]);
    publish(published(RULE, "xml", server.url));
    // No search reaches so far back.
    expect((await searchAt(700)).news).toEqual([]);
    expect((await searchAt(720)).news).toEqual(["entity.reread Gamma"]);
  });

  // The rule was refetched when the wrong time had come.
  test("that was read by a clock that ran ahead is refetched once it is right, on the schedule of its publication", async () => {
    const { searchAt } = await openPublished("xml", "2025-04-27T13:00:00Z");
    const askedAt: number[] = [];
    const aheadH = 30 * 24;
    for (const hours of [0, 0.5, 1, 10, 11, 12, 35, 36, 155, 156, 700, 707, 708, 800]) {
      if ((await searchAt(hours - aheadH)).isAsked) askedAt.push(hours);
    }
    // It was published 13 hours before the first of these.
    expect(askedAt).toEqual([0, 11, 35, 155, 707]);
  });

  test("that no longer exists is reported once, and blocks nothing", async () => {
    const { searchAt, publish, server, store } = await openPublished("xml");
    publish({ ...published(RULE, "xml", server.url), xml: null });
    server.fault(RECORD, (_request, response) => response.writeHead(404).end("{}"));
    expect((await searchAt(1)).isAsked).toBe(true);
    expect((await searchAt(24)).isAsked).toBe(true);
    const unread = listNotices(store.db, 9).filter(({ type }) => type === "rule.unread");
    expect(unread).toMatchObject([{ subject: "2025-05427" }]);
  });

  test("of long ago is not refetched", async () => {
    const pipeline = await openTestPipeline({ ...BEFORE, rules: [] });
    const { server, clock, run, sync } = pipeline;
    clock.now = new Date("2025-05-28T13:00:00Z");
    const others = server.world.documents;
    server.world = { ...server.world, documents: [published(RULE, "xml", server.url), ...others] };
    await sync();
    clock.now = new Date("2025-05-28T15:00:00Z");
    await run({ step: "fetch", source: "federal-register" });
    expect(server.requests.filter((path) => path.startsWith(RECORD))).toEqual([]);
  });
});

test("a displayed rule not published two days after its day is reported once", async () => {
  const { server, store, sync, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  const documents = [onDisplay(RULE, "3/27/2025 at 8:45 am", server.url)];
  server.world = { ...server.world, display: { documents, updatedAt: "2025-03-27T12:45:00Z" } };
  await sync();
  for (const day of ["29", "30", "31"]) {
    clock.now = new Date(`2025-03-${day}T13:00:00Z`);
    await run({ step: "fetch", source: "federal-register" });
    const notices = listNotices(store.db, 99).filter(({ type }) => type === "rule.unpublished");
    expect(notices).toHaveLength(day === "29" ? 0 : 1);
  }
});
