import { describe, expect, test } from "vitest";
import { heldBackDocuments, putDocument } from "../../src/db/documents/documents.ts";
import { listRules } from "../../src/db/documents/rules.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { entriesAsOf } from "../../src/db/list/versions.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { lastCheck, listNotices } from "../../src/db/log/source-checks.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { isNews } from "../../src/model/events/news.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, makeRow, makeRuleFacts } from "../support/small-world.ts";

describe("the pipeline", () => {
  test("takes the baseline, executes the rule, and is confirmed by the next snapshot", async () => {
    const { store, sync, show, clock, failures } = await openTestPipeline(BEFORE);
    await sync();
    expect(failures).toEqual([]);
    // At the first start one source waits for the other; neither has failed.
    expect(listNotices(store.db, 9)).toEqual([]);
    expect(told(store)).toEqual([
      "list.baselined EL",
      "rule.published 2025-00001",
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

  test("polled again emits nothing new and fetches nothing it has", async () => {
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

  test("answers what was law on a day, as known at an instant", async () => {
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
    // The rule is law from the 25th, and was not known before the 28th.
    expect(law("2025-03-25", before)).toEqual(["Alpha (1)", "Beta (1)"]);
    expect(law("2025-03-25", after).sort()).toEqual(["Alpha (1)", "Beta (2)", "Gamma (1)"]);
    expect(law("2025-03-24", after).sort()).toEqual(["Alpha (1)", "Beta (1)"]);
    // Before the first evidence, only the first citation bounds an entry's age.
    expect(law("2019-11-12", after)).toEqual([]);
  });

  test("recognizes a rule imported from disk when its source delivers it", async () => {
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

  test("emits a rule once, whatever copies of it come", async () => {
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

  test("emits a snapshot's change that no rule explains, with the newest citation as its rule", async () => {
    const { store, sync, show, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await sync();
    show({ rows: [ALPHA, BETA, addedRow("Gamma")], rules: [], date: "2025-04-01" });
    clock.now = new Date("2025-04-02T13:00:00Z");
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

  test("removes nothing because of an unreadable row, and reports it", async () => {
    const { store, sync, show, server } = await openTestPipeline({ ...BEFORE, rules: [] });
    await sync();
    show({ ...BEFORE, rules: [], date: "2025-03-25" });
    const [snapshot] = server.world.snapshots;
    if (snapshot === undefined) throw new Error("the world has one snapshot");
    const xml = snapshot.xml.replace(/(<TD[^>]*>)(Beta)/, "$1—$2");
    expect(xml).not.toBe(snapshot.xml);
    server.world = { ...server.world, snapshots: [{ ...snapshot, xml }] };
    await sync();
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(listNotices(store.db, 1)).toMatchObject([
      {
        type: "snapshot.disagrees",
        message: "EL: rows that could not be read: 1; entries that it does not show stay listed: 1",
      },
    ]);
  });

  test("applies a held-back snapshot as soon as a rule explains it, and continues with the next day", async () => {
    const rows = Array.from({ length: 20 }, (_, at) => makeRow(`Company ${at}`));
    const { store, sync, show, clock, run } = await openTestPipeline({
      rows,
      rules: [],
      date: "2025-03-24",
    });
    await sync();
    for (const date of ["2025-03-25", "2025-03-26"]) {
      show({ rows: rows.slice(0, 14), rules: [], date });
      await sync();
    }
    const notices = listNotices(store.db, 9).map(({ type }) => type);
    expect(notices.filter((type) => type === "snapshot.quarantined")).toHaveLength(1);
    expect(heldBackDocuments(store.db)).toHaveLength(2);

    const names = rows.slice(14).map((_row, at) => `“Company ${14 + at}”`);
    const removal = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] })).replace(
      "“Gamma”.</AMDPAR>",
      `“Gamma”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entries for ${names.join(", ")}.</AMDPAR>`,
    );
    const bytes = new TextEncoder().encode(removal);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    expect(heldBackDocuments(store.db)).toMatchObject([{ asOf: "2025-03-25" }]);
    expect(currentEntries(store.db)).toHaveLength(15);
    expect(told(store).filter((event) => event.startsWith("entity.codified"))).toHaveLength(6);
  });

  test("keeps a document that no parser can read, and reports it", async () => {
    const { store, sync, server, failures } = await openTestPipeline(BEFORE);
    const [document] = server.world.documents;
    if (document?.xml == null) throw new Error("the world has one rule");
    const torn = { ...document, xml: document.xml.replace("</SUPLINF>", "") };
    server.world = { ...server.world, documents: [torn] };
    await sync();
    expect(failures).toMatchObject([{ error: { code: "parse/truncated" } }]);
    expect(heldBackDocuments(store.db)).toMatchObject([{ state: "rejected", kind: "rule" }]);
    expect(told(store)).toEqual(["list.baselined EL"]);
  });

  test("rejects a document truncated in transit, and fetches it again", async () => {
    const { store, sync, server, failures } = await openTestPipeline(BEFORE);
    const { world } = server;
    const [document, ...others] = world.documents;
    if (document?.xml == null) throw new Error("the world has one rule");
    const cut = { ...document, xml: document.xml.slice(0, 3000) };
    server.world = { ...world, documents: [cut, ...others] };
    await sync();
    expect(failures).toEqual([]);
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(lastCheck(store.db, "federal-register")).toMatchObject({
      trusted: false,
      detail: expect.stringContaining("its body is truncated"),
    });
    server.world = world;
    await sync();
    expect(told(store)).toContain("entity.added Gamma");
  });

  test("reports a rule whose claims disagree with its reading", async () => {
    const facts = {
      ...BATCH,
      claims: { ...BATCH.claims, entities: 2, destinations: { France: 2 } },
    };
    const { store, sync } = await openTestPipeline({ ...BEFORE, rules: [facts] });
    await sync();
    const [published] = readEvents(store.db, { after: 0, types: ["rule.published"] });
    if (published === undefined) throw new Error("the rule was told");
    expect(published.data).toMatchObject({ claimsAgree: false });
    expect(isNews(published)).toBe(true);
    expect(listNotices(store.db, 1)).toMatchObject([{ type: "rule.problems" }]);
  });

  test("passes a rule that amends no list silently", async () => {
    const { store, sync, server } = await openTestPipeline({ ...BEFORE, rules: [] });
    const other = makeRuleFacts({
      documentNumber: "2025-00002",
      title: "Civil Monetary Penalties",
    });
    const amends =
      '<REGTEXT TITLE="15" PART="6"><AMDPAR>1. Section 6.3 is amended by revising paragraph (a).</AMDPAR></REGTEXT>';
    const xml = renderRule(other)
      .replace(/<REGTEXT[\s\S]*<\/REGTEXT>/, amends)
      .replace(/(<SUM>[\s\S]*?<P>)[^<]*/, "$1This rule adjusts penalties.");
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
