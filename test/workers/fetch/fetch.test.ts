import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import { lastCheck, lastTrustedCheck, listNotices } from "../../../src/db/log/source-checks.ts";
import { asHtml } from "../../support/as-html.ts";
import { AFTER, BATCH, BEFORE, told } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { addedRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";

describe("the order of polling", () => {
  test("reads rules before the snapshot that shows them, however late it polls", async () => {
    const reasons = [{ text: "Building rockets for the wrong customer.", sections: ["744.11(b)"] }];
    const { store, run, show, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    show({ ...AFTER, rules: [{ ...BATCH, reasons }] });
    clock.now = new Date("2025-04-03T13:00:00Z");
    await run({ step: "fetch", source: "ecfr" });
    expect(told(store)).toEqual(["list.baselined EL"]);
    expect(lastCheck(store.db, "ecfr")).toMatchObject({
      trusted: false,
      detail: "2025-04-01 waits for the rules up to that day",
    });
    await run({ step: "fetch", source: "federal-register" }, { step: "fetch", source: "ecfr" });
    const [added] = readEvents(store.db, { after: 0, types: ["entity.added"] });
    expect(added?.data).toMatchObject({ cause: "law", effectiveOn: "2025-03-25" });
    expect(told(store)).toContain("entity.codified Gamma");
  });

  test("accepts a snapshot as the only source if the rules cannot be fetched for days", async () => {
    const { store, sync, server, show, clock } = await openTestPipeline(BEFORE);
    await sync();
    show({ ...AFTER, rows: [...AFTER.rows, addedRow("Delta")] });
    server.fault("/api/v1", (_request, response) => response.writeHead(503).end());
    clock.now = new Date("2025-04-02T13:00:00Z");
    await sync();
    expect(told(store)).not.toContain("entity.added Delta");
    clock.now = new Date("2025-04-05T13:00:01Z");
    await sync();
    expect(told(store)).toContain("entity.added Delta");
  });

  test("accepts it too if the clock ran ahead when the rules began to fail", async () => {
    const { store, sync, server, show, clock } = await openTestPipeline(BEFORE);
    await sync();
    show({ ...AFTER, rows: [...AFTER.rows, addedRow("Delta")] });
    server.fault("/api/v1", (_request, response) => response.writeHead(503).end());
    clock.now = new Date("2025-06-02T13:00:00Z");
    await sync();
    expect(told(store)).not.toContain("entity.added Delta");
    clock.now = new Date("2025-04-02T13:00:00Z");
    await sync();
    expect(told(store)).toContain("entity.added Delta");
  });

  test("reads rules before the snapshot that shows them although the clock ran ahead at the last search", async () => {
    const { store, run, sync, show, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    clock.now = new Date("2025-06-03T13:00:00Z");
    await sync();
    expect(lastTrustedCheck(store.db, "federal-register")?.dataAsOf).toBe("2025-06-03");
    clock.now = new Date("2025-04-03T13:00:00Z");
    show({ ...AFTER, rules: [BATCH] });
    await run({ step: "fetch", source: "ecfr" });
    expect(lastCheck(store.db, "ecfr")?.detail).toBe(
      "2025-04-01 waits for the rules up to that day",
    );
    // The search began after the day on which it ended.
    await run({ step: "fetch", source: "federal-register" }, { step: "fetch", source: "ecfr" });
    expect(told(store)).toEqual(
      expect.arrayContaining(["entity.added Gamma", "entity.codified Gamma"]),
    );
  });

  test("fetches an unknown rule that a snapshot cites, and attributes the change to it", async () => {
    const { store, sync, show, clock, server } = await openTestPipeline({ ...BEFORE, rules: [] });
    await sync();
    clock.now = new Date("2025-06-03T13:00:00Z");
    show({ ...AFTER, rules: [], date: "2025-06-02" });
    await sync();
    const [inferred] = readEvents(store.db, { after: 0, types: ["entity.added"] });
    expect(inferred?.data).toMatchObject({
      cause: "reconciliation",
      rule: { publicationDate: "2025-03-28", inferred: true },
    });
    // Its day is long past, and no search covers it.
    const rules = smallWorld({ ...AFTER, date: "2025-06-02" }, server.url).documents;
    server.world = { ...server.world, documents: [...server.world.documents, ...rules] };
    await sync();
    const histories = readEvents(store.db, { after: 0, types: ["entry.history"] });
    expect(histories.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        entry: expect.objectContaining({ name: "Gamma" }),
        versions: [
          expect.objectContaining({
            ...{ cause: "law", validFrom: "2025-03-25" },
            rule: expect.objectContaining({ documentNumber: "2025-00001", inferred: false }),
          }),
          expect.objectContaining({ validFrom: "2025-06-02" }),
        ],
      }),
    );
    const asked = () => server.requests.filter((url) => url.includes("2025-03-28")).length;
    const before = asked();
    expect(before).toBeGreaterThan(0);
    await sync();
    expect(asked()).toBe(before);
  });

  test("reads the eCFR's text daily while its date stays the same, because it may be corrected", async () => {
    const { store, run, show, server, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const patched = { ...BEFORE, rules: [], rows: [...BEFORE.rows, addedRow("Delta")] };
    show(patched);
    const readAt = async (instant: string) => {
      clock.now = new Date(instant);
      const before = server.requests.length;
      await run({ step: "fetch", source: "ecfr" });
      return server.requests.slice(before).filter((path) => path.includes("/full/")).length;
    };
    expect(await readAt("2025-03-29T12:59:00Z")).toBe(0);
    expect(told(store)).not.toContain("entity.added Delta");
    expect(await readAt("2025-03-29T13:00:00Z")).toBe(1);
    expect(told(store)).toContain("entity.added Delta");
    expect(await readAt("2025-03-29T14:00:00Z")).toBe(0);
    expect(await readAt("2025-03-30T13:00:00Z")).toBe(1);
    expect(lastCheck(store.db, "ecfr")?.detail).toBe("the text of 2025-03-24 is still in force");
  });

  test("applies a rule whose text appears after its record", async () => {
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

  test("reads a rule's HTML until its XML appears, and then the XML", async () => {
    const { store, sync, server } = await openTestPipeline(BEFORE);
    const [document] = server.world.documents;
    if (document?.xml == null) throw new Error("the world has one rule");
    const html = asHtml(document.xml);
    const body_html_url = `${server.url}/documents/full_text/html/2025/03/28/2025-00001.html`;
    const json = { ...document.json, full_text_xml_url: null, body_html_url };
    server.world = { ...server.world, documents: [{ json, xml: null, html }] };
    await sync();
    const first = [
      "list.baselined EL",
      "rule.published 2025-00001",
      "entity.added Gamma",
      "entity.modified Beta",
    ];
    expect(told(store)).toEqual(first);
    const asked = () => server.requests.filter((path) => path.startsWith("/documents/")).length;
    expect(asked()).toBe(1);
    await sync();
    expect(asked()).toBe(1);
    server.world = {
      ...server.world,
      documents: [{ ...document, html, json: { ...document.json, body_html_url } }],
    };
    for (let times = 0; times < 2; times += 1) await sync();
    expect(asked()).toBe(2);
    expect(told(store)).toEqual([...first, "entity.reread Gamma", "entity.reread Beta"]);
  });

  test("reads every rule except the one with a wrong text, and reports that one", async () => {
    const second = makeRuleFacts({ documentNumber: "2025-00002", added: [addedRow("Delta")] });
    const { store, sync, server } = await openTestPipeline({ ...BEFORE, rules: [BATCH, second] });
    const text = "/documents/full_text/xml/2025/03/28/2025-00001.xml";
    server.fault(text, (_request, response) => response.writeHead(404).end());
    for (let times = 0; times < 2; times += 1) await sync();
    expect(told(store)).toContain("entity.added Delta");
    expect(told(store)).not.toContain("entity.added Gamma");
    expect(lastCheck(store.db, "federal-register")).toMatchObject({
      trusted: false,
      detail: expect.stringContaining("1 not fetched"),
    });
    const unread = listNotices(store.db, 9).filter(({ type }) => type === "rule.unread");
    expect(unread).toMatchObject([{ subject: "2025-00001" }]);
    server.fault(text, null);
    await sync();
    expect(told(store)).toContain("entity.added Gamma");
    expect(lastCheck(store.db, "federal-register")?.trusted).toBe(true);
  });

  test("reports a rule that stays without a text, once", async () => {
    const { store, sync, server, clock } = await openTestPipeline(BEFORE);
    server.world = {
      ...server.world,
      documents: server.world.documents.map(({ json }) => ({
        json: { ...json, full_text_xml_url: null },
        xml: null,
      })),
    };
    await sync();
    const unread = () => listNotices(store.db, 9).filter(({ type }) => type === "rule.unread");
    expect(unread()).toEqual([]);
    clock.now = new Date("2025-03-30T13:00:00Z");
    for (let times = 0; times < 2; times += 1) await sync();
    expect(unread()).toMatchObject([{ subject: "2025-00001" }]);
  });
});

describe("the text of one rule", () => {
  const second = makeRuleFacts({
    documentNumber: "2025-00002",
    added: [addedRow("Delta")],
  });
  /** The rule that adds Gamma, and a later one that adds Delta. */
  const TWO = { ...BEFORE, rules: [...BEFORE.rules, second] };
  const TEXT = "/documents/full_text/xml/2025/03/28/2025-00001";

  test.each([
    ["refused with 503", 503, "text/plain", "busy", []],
    ["a page that asks for patience", 200, "text/html", "<html>Request Access</html>", []],
    ["not there", 404, "text/plain", "gone", ["2025-00001"]],
  ])("%s does not block the others of its search", async (_how, status, type, body, unread) => {
    const { store, sync, server, clock } = await openTestPipeline(TWO);
    server.fault(TEXT, (_request, response) =>
      response.writeHead(status, { "content-type": type }).end(body),
    );
    await sync();
    await sync();
    expect(told(store)).toContain("entity.added Delta");
    expect(lastCheck(store.db, "federal-register")).toMatchObject({ trusted: false });
    const heardOf = () =>
      listNotices(store.db, 9).flatMap((one) => (one.type === "rule.unread" ? one.subject : []));
    expect(heardOf()).toEqual(unread);
    clock.now = new Date("2025-03-30T13:00:00Z");
    await sync();
    expect(heardOf()).toEqual(["2025-00001"]);
    server.fault(TEXT, null);
    await sync();
    expect(told(store)).toContain("entity.added Gamma");
    expect(lastCheck(store.db, "federal-register")).toMatchObject({ trusted: true });
  });

  test("is not taken from another rule, in any form", async () => {
    const { store, sync, server } = await openTestPipeline(TWO);
    const [one, other] = server.world.documents;
    server.fault(TEXT, (_request, response) =>
      response.writeHead(200, { "content-type": "text/xml" }).end(other?.xml),
    );
    await sync();
    await sync();
    expect(one?.json.document_number).toBe("2025-00001");
    expect(told(store).filter((line) => /Gamma|2025-00001/.test(line))).toEqual([]);
    expect(lastCheck(store.db, "federal-register")).toMatchObject({
      trusted: false,
      detail: expect.stringMatching("the text of 2025-00002 instead of 2025-00001"),
    });
  });
});

describe("a source that cannot be trusted", () => {
  const interstitial = "<!DOCTYPE html><html><title>Request Access</title></html>";

  test.each([
    ["refuses", 503, "text/plain", "busy", "fetch/unreachable"],
    ["answers with the interstitial page", 200, "text/html", interstitial, "fetch/interstitial"],
    ["answers with a list of nothing", 200, "application/json", '{"titles":[]}', "fetch/untrusted"],
    ["answers with half a JSON", 200, "application/json", '{"titles":[', "fetch/untrusted"],
  ])(
    "because it %s is stale, and no change of the list is reported",
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

  test("is stale only once, however long it lasts", async () => {
    const { store, sync, server } = await openTestPipeline(BEFORE);
    server.fault("/api/versioner", (_request, response) => response.writeHead(503).end());
    for (let times = 0; times < 3; times += 1) await sync();
    const stale = listNotices(store.db, 9).filter(({ subject }) => subject === "ecfr");
    expect(stale).toHaveLength(1);
  });
});
