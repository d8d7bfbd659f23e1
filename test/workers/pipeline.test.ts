import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { getDocument, heldBackDocuments, putDocument } from "../../src/db/documents.ts";
import { currentEntries, entriesAsOf } from "../../src/db/list.ts";
import { readEvents } from "../../src/db/log.ts";
import type { Store } from "../../src/db/open-store.ts";
import { listRules } from "../../src/db/rules.ts";
import { bodies } from "../../src/db/schema.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "../../src/db/source-checks.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { isEntityEvent } from "../../src/model/event.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../support/small-world.ts";

const ALPHA = makeRow("Alpha");
const BETA = makeRow("Beta");
const GAINED = [
  "Beta, a.k.a., the following two aliases:",
  "—Beta Works; and",
  "—Beta Aero.",
  "1 Rue Haute, Paris, France.",
];
const BATCH = makeRuleFacts({ added: [addedRow("Gamma")], revised: [amended(BETA, GAINED)] });
const BEFORE = { rows: [ALPHA, BETA], rules: [BATCH], date: "2025-03-24" };
const AFTER = {
  rows: [ALPHA, amended(BETA, GAINED), addedRow("Gamma")],
  rules: [BATCH],
  date: "2025-04-01",
};

function told(store: Store): string[] {
  return readEvents(store.db, { after: 0 }).map((event) =>
    isEntityEvent(event)
      ? `${event.type} ${(event.data.after ?? event.data.before)?.name}`
      : `${event.type} ${event.subject}`,
  );
}

describe("the pipeline", () => {
  test("takes the baseline, executes the rule, and is confirmed by the next snapshot", async () => {
    const { store, sync, show, clock, failures } = await openTestPipeline(BEFORE);
    await sync();
    expect(failures).toEqual([]);
    expect(told(store)).toEqual([
      "list.baselined EL",
      "rule.published 2025-00001@2025-03-28",
      "entity.added Gamma",
      "entity.modified Beta",
    ]);
    show(AFTER);
    clock.now = new Date("2025-04-02T13:00:00Z");
    await sync();
    expect(told(store).slice(4)).toEqual(["entity.codified Beta", "entity.codified Gamma"]);
    const [, , added, modified, codifiedBeta, codifiedGamma] = readEvents(store.db, { after: 0 });
    expect(codifiedGamma?.data.changeId).toBe(added?.data.changeId);
    expect(codifiedBeta?.data.changeId).toBe(modified?.data.changeId);
    const gamma = currentEntries(store.db).find(({ entry }) => entry.name === "Gamma");
    expect(gamma?.entry.citations.at(-1)).toMatchObject({ page: 14035 });
  });

  test("asked again says nothing new and asks for nothing it has", async () => {
    const { store, sync, server } = await openTestPipeline(BEFORE);
    await sync();
    const events = told(store);
    server.requests.length = 0;
    await sync();
    expect(told(store)).toEqual(events);
    expect(server.requests.filter((path) => /full[/_]/.test(path.split("?")[0] ?? ""))).toEqual([]);
    expect(lastCheck(store.db, "ecfr")).toMatchObject({
      trusted: true,
      detail: "unchanged since 2025-03-24",
    });
  });

  test("carries rule, reason, effective date and proof in each event", async () => {
    const reasons = [{ text: "Building rockets for the wrong customer.", sections: ["744.11(b)"] }];
    const { store, sync } = await openTestPipeline({ ...BEFORE, rules: [{ ...BATCH, reasons }] });
    await sync();
    const added = readEvents(store.db, { after: 0, types: ["entity.added"] })[0];
    expect(added?.data).toMatchObject({
      op: "added",
      class: "substantive",
      cause: "law",
      stage: "published",
      historical: false,
      list: "EL",
      entryVersion: 1,
      effectiveOn: "2025-03-25",
      rule: { documentNumber: "2025-00001", citation: "90 FR 14035", inferred: false },
      justifications: [
        { text: expect.stringContaining("Building rockets"), sections: ["744.11(b)"] },
      ],
      provenance: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), row: expect.any(Number) },
    });
    const modified = readEvents(store.db, { after: 0, types: ["entity.modified"] })[0];
    expect(modified?.data).toMatchObject({ justifications: null, entryVersion: 2 });
  });

  test("answers what was law on a day, as known at a moment", async () => {
    const { store, sync, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
    clock.now = new Date("2025-03-24T12:00:00Z");
    await sync();
    clock.now = new Date("2025-03-28T13:00:00Z");
    const bytes = new TextEncoder().encode(renderRule(BATCH));
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });

    const law = (day: string, knownAt: string) =>
      entriesAsOf(store.db, { day, knownAt }).map(
        ({ entry }) => `${entry.name} (${entry.aliases.length})`,
      );
    const [before, after] = ["2025-03-28T12:59:59Z", "2025-03-28T13:00:01Z"];
    // The rule binds from the 25th, and nobody could know before the 28th.
    expect(law("2025-03-25", before)).toEqual(["Alpha (1)", "Beta (1)"]);
    expect(law("2025-03-25", after).sort()).toEqual(["Alpha (1)", "Beta (2)", "Gamma (1)"]);
    expect(law("2025-03-24", after).sort()).toEqual(["Alpha (1)", "Beta (1)"]);
    // Before the first evidence an entry is as old as its first citation, and no older.
    expect(law("2019-11-12", after)).toEqual([]);
  });

  test("knows a rule that was imported from disk when it meets it at its source", async () => {
    const { store, sync, run, server, clock } = await openTestPipeline(BEFORE);
    const bytes = new TextEncoder().encode(renderRule(BATCH));
    await run({ step: "fetch", source: "ecfr" });
    const events = told(store);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    await sync();
    server.requests.length = 0;
    await sync();
    expect(server.requests.filter((path) => path.startsWith("/documents/"))).toEqual([]);
    expect(told(store)).toHaveLength(new Set(told(store)).size);
    expect(told(store).length).toBeGreaterThan(events.length - 1);
  });

  test("tells a rule once, whatever copies of it come", async () => {
    const { store, sync, run, clock } = await openTestPipeline(BEFORE);
    await sync();
    const events = told(store);
    const copy = renderRule(BATCH).replace("<RULE>", "<RULE> ");
    const bytes = new TextEncoder().encode(copy);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    expect(told(store)).toEqual(events);
  });

  test("holds back a snapshot that lost more entries than rules explain", async () => {
    const rows = Array.from({ length: 20 }, (_, at) => makeRow(`Company ${at}`));
    const { store, sync, show } = await openTestPipeline({ rows, rules: [], date: "2025-03-24" });
    await sync();
    show({ rows: rows.slice(0, 14), rules: [], date: "2025-03-25" });
    await sync();
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(currentEntries(store.db)).toHaveLength(20);
    expect(heldBackDocuments(store.db)).toMatchObject([
      { state: "quarantined", note: "EL loses 6 entries that no rule removed (limit 5)" },
    ]);
    expect(listNotices(store.db, 9).map(({ type }) => type)).toContain("snapshot.quarantined");
  });

  test("tells what a snapshot shows and no rule explains, with the newest citation as its rule", async () => {
    const { store, sync, show } = await openTestPipeline({ ...BEFORE, rules: [] });
    await sync();
    show({ rows: [ALPHA, BETA, addedRow("Gamma")], rules: [], date: "2025-04-01" });
    await sync();
    const [event] = readEvents(store.db, { after: 0, types: ["entity.added"] });
    expect(event?.data).toMatchObject({
      cause: "reconciliation",
      stage: "codified",
      rule: {
        documentNumber: null,
        citation: "90 FR 14035",
        publicationDate: "2025-03-28",
        inferred: true,
      },
    });
  });

  test("keeps a document that no parser can read, and says so", async () => {
    const { store, sync, server, failures } = await openTestPipeline(BEFORE);
    const [document] = server.world.documents;
    if (document?.xml == null) throw new Error("the world has one rule");
    const cut = { ...document, xml: document.xml.slice(0, 3000) };
    server.world = { ...server.world, documents: [cut] };
    await sync();
    expect(failures).toMatchObject([{ error: { code: "parse/truncated" } }]);
    expect(heldBackDocuments(store.db)).toMatchObject([{ state: "rejected", kind: "rule" }]);
    expect(told(store)).toEqual(["list.baselined EL"]);
  });

  test("takes back a rule whose text comes later than its record", async () => {
    const { store, sync, server } = await openTestPipeline(BEFORE);
    const [document] = server.world.documents;
    if (document === undefined) throw new Error("the world has one rule");
    const json = { ...document.json, full_text_xml_url: null };
    server.world = { ...server.world, documents: [{ json, xml: null }] };
    await sync();
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(lastTrustedCheck(store.db, "federal-register")?.dataAsOf).toBe("2025-03-28");
    server.world = { ...server.world, documents: [document] };
    await sync();
    expect(told(store)).toContain("entity.added Gamma");
  });

  test("lets a rule that amends no list pass without a word", async () => {
    const { store, sync, server } = await openTestPipeline({ ...BEFORE, rules: [] });
    const other = makeRuleFacts({
      documentNumber: "2025-00002",
      title: "Civil Monetary Penalties",
    });
    const xml = renderRule(other).replace(/<REGTEXT[\s\S]*<\/REGTEXT>/, "");
    const json = { ...BATCH, document_number: "2025-00002" };
    server.world = {
      ...server.world,
      documents: [
        {
          xml,
          json: {
            ...json,
            publication_date: "2025-03-28",
            type: "Rule",
            title: other.title,
            full_text_xml_url: `${server.url}/documents/full_text/xml/2025/03/28/2025-00002.xml`,
          },
        },
      ],
    };
    await sync();
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(listRules(store.db)).toEqual([]);
  });
});

describe("the line of documents", () => {
  const rule = (documentNumber: string, name: string) =>
    new TextEncoder().encode(
      renderRule(makeRuleFacts({ documentNumber, added: [addedRow(name)] })),
    );
  const ofImport = (bytes: Uint8Array) =>
    ({ kind: "rule", bytes, source: "import", url: null }) as const;

  test("changes the list in the order they came, however their jobs are shuffled", async () => {
    const { store, run, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const [first, second] = [rule("2025-00001", "Gamma"), rule("2025-00002", "Delta")].map(
      (bytes) => putDocument(store.db, ofImport(bytes), clock.now),
    );
    await run({ step: "parse", documentId: second?.id ?? "", generation: 1 });
    expect(first).toMatchObject({ isNew: true });
    expect(told(store).slice(1)).toEqual([
      "rule.published 2025-00001@2025-03-28",
      "entity.added Gamma",
      "rule.published 2025-00002@2025-03-28",
      "entity.added Delta",
    ]);
  });

  test("goes on without a document that a fault of ours stopped, and takes it in again later", async () => {
    const { store, run, clock, failures } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const [broken] = [rule("2025-00001", "Gamma"), rule("2025-00002", "Delta")].map((bytes) =>
      putDocument(store.db, ofImport(bytes), clock.now),
    );
    const { sha256 } = getDocument(store.db, broken?.id ?? "");
    const body = store.db.select().from(bodies).where(eq(bodies.sha256, sha256)).get();
    const setBody = (gzip: Buffer) =>
      store.db.update(bodies).set({ gzip }).where(eq(bodies.sha256, sha256)).run();
    setBody(Buffer.from("no gzip"));
    await run({ step: "sweep" });
    expect(told(store).slice(1)).toEqual([
      "rule.published 2025-00002@2025-03-28",
      "entity.added Delta",
    ]);
    expect(failures.map(({ job }) => job.step).filter((step) => step === "parse")).toHaveLength(1);
    expect(heldBackDocuments(store.db)).toMatchObject([{ id: broken?.id, state: "failed" }]);
    expect(listNotices(store.db, 1)).toMatchObject([{ type: "document.failed" }]);

    setBody(body?.gzip ?? Buffer.alloc(0));
    await run({ step: "sweep" });
    expect(heldBackDocuments(store.db)).toHaveLength(1);
    clock.now = new Date(clock.now.getTime() + 3_600_000);
    await run({ step: "sweep" });
    expect(told(store).slice(3)).toEqual([
      "rule.published 2025-00001@2025-03-28",
      "entity.added Gamma",
    ]);
    expect(getDocument(store.db, broken?.id ?? "")).toMatchObject({ generation: 2, note: null });
  });
});

describe("a source that cannot be believed", () => {
  const interstitial = "<!DOCTYPE html><html><title>Request Access</title></html>";

  test.each([
    ["refuses", 503, "text/plain", "busy", "fetch/unreachable"],
    ["answers with the interstitial page", 200, "text/html", interstitial, "fetch/interstitial"],
    ["answers with a list of nothing", 200, "application/json", '{"titles":[]}', "fetch/untrusted"],
    ["answers with half a JSON", 200, "application/json", '{"titles":[', "fetch/untrusted"],
  ])(
    "because it %s is stale, and nothing is said about the list",
    async (_how, status, type, body, code) => {
      const { store, sync, server, failures } = await openTestPipeline(BEFORE);
      server.fault("/api/versioner", (_request, response) => {
        response.writeHead(status, { "content-type": type }).end(body);
      });
      await sync();
      expect(failures).toMatchObject([{ error: { code } }]);
      expect(told(store)).toEqual([]);
      expect(lastCheck(store.db, "ecfr")?.trusted).toBe(false);
      expect(listNotices(store.db, 9).map(({ type, subject }) => [type, subject])).toContainEqual([
        "source.stale",
        "ecfr",
      ]);
      if (status === 200) expect(lastCheck(store.db, "ecfr")?.evidenceSha256).not.toBeNull();

      server.fault("/api/versioner", null);
      await sync();
      expect(told(store)[0]).toBe("list.baselined EL");
      expect(listNotices(store.db, 9)[0]?.type).toBe("source.recovered");
    },
  );

  test("is stale only once, however long it goes on", async () => {
    const { store, sync, server } = await openTestPipeline(BEFORE);
    server.fault("/api/versioner", (_request, response) => response.writeHead(503).end());
    for (let times = 0; times < 3; times += 1) await sync();
    const stale = listNotices(store.db, 9).filter(({ subject }) => subject === "ecfr");
    expect(stale).toHaveLength(1);
  });
});
