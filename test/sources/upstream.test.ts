import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { startReplayServer } from "../../src/demo/replay-server.ts";
import type { ReplayDocument } from "../../src/demo/world.ts";
import { createEcfr } from "../../src/sources/ecfr.ts";
import {
  createFederalRegister,
  type FederalRegister,
  type FederalRegisterDocument,
  readDocument,
  textLinks,
  toRuleMetadata,
} from "../../src/sources/federal-register.ts";
import { createHttp } from "../../src/sources/http.ts";
import { corpusPath } from "../support/corpus.ts";
import { asDocument, makeRow, makeRuleFacts, smallWorld } from "../support/small-world.ts";

const signal = AbortSignal.timeout(30_000);
/** Null where the corpus is not at hand (ENTITYWIRE_CORPUS). */
const RECORD = corpusPath("api", "document_2020-17469.json");
const MARCH = { from: "2025-03-01", to: "2025-03-31", signal };

async function open(documentsAt: (url: string) => readonly ReplayDocument[]) {
  const server = await startReplayServer((url) => ({
    ...smallWorld({ rows: [makeRow("Alpha")], rules: [], date: "2025-03-24" }, url),
    documents: documentsAt(url),
  }));
  const http = createHttp({ userAgent: "entitywire/test", minIntervalMs: 0 });
  onTestFinished(async () => {
    await http[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  return {
    server,
    federalRegister: createFederalRegister({ http, baseUrl: `${server.url}/api/v1` }),
    ecfr: createEcfr({ http, baseUrl: `${server.url}/api` }),
  };
}

function rule(documentNumber: string, publicationDate: string, url: string): ReplayDocument {
  return asDocument(makeRuleFacts({ documentNumber, publicationDate }), url);
}

function notice(publicationDate: string, url: string): ReplayDocument {
  const document = rule("2025-09999", publicationDate, url);
  return { ...document, json: { ...document.json, type: "Notice" } };
}

/** In the best form that the record links to. */
function textOf(federalRegister: FederalRegister, document: FederalRegisterDocument) {
  const [link] = textLinks(document);
  if (link === undefined) throw new Error("the record links to no text");
  return federalRegister.fullText(document, link, signal);
}

describe("the Federal Register client", () => {
  test("finds the rules of the days asked for, and their text", async () => {
    const { federalRegister } = await open((url) => [
      rule("2025-00001", "2025-03-28", url),
      rule("2025-00002", "2025-04-01", url),
      notice("2025-03-20", url),
    ]);
    const { documents: found } = await federalRegister.search(MARCH);
    expect(found.map((document) => document.document_number)).toEqual(["2025-00001"]);
    const [document] = found;
    if (document === undefined) throw new Error("one rule was found");
    const text = await textOf(federalRegister, document);
    expect(new TextDecoder().decode(text ?? undefined)).toContain("[FR Doc. 2025-00001");
  });

  test("reads every page, and only once", async () => {
    const { federalRegister, server } = await open((url) =>
      Array.from({ length: 250 }, (_, at) => rule(`2025-${at}`, "2025-03-28", url)),
    );
    expect((await federalRegister.search(MARCH)).documents).toHaveLength(250);
    expect(server.requests).toHaveLength(3);
  });

  test("asks under the slug that answers, with its fields named and without a term", async () => {
    const { federalRegister, server } = await open((url) => [
      rule("2025-00001", "2025-03-28", url),
    ]);
    await federalRegister.search(MARCH);
    const query = new URL(server.requests[0] ?? "", server.url).searchParams;
    expect(query.getAll("conditions[agencies][]")).toEqual(["industry-and-security-bureau"]);
    expect(query.getAll("fields[]")).toContain("full_text_xml_url");
    expect([...query.keys()]).not.toContain("conditions[term]");
  });

  test("believes that there is nothing where the control query finds something", async () => {
    const { federalRegister } = await open((url) => [notice("2025-02-20", url)]);
    expect(await federalRegister.search(MARCH)).toEqual({ documents: [], faults: [] });
  });

  test("does not believe that BIS published nothing at all", async () => {
    const { federalRegister } = await open(() => []);
    await expect(federalRegister.search(MARCH)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: expect.stringContaining("which is not plausible"),
    });
  });

  test("does not believe a count that its pages do not bear out", async () => {
    const { federalRegister, server } = await open((url) => [
      rule("2025-00001", "2025-03-28", url),
    ]);
    server.fault("/api/v1/documents.json", (_request, response) => {
      const results = server.world.documents.map(({ json }) => json);
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ count: 2, results }));
    });
    await expect(federalRegister.search(MARCH)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: expect.stringContaining("counts 2 rules and shows 1"),
    });
  });

  test("does not believe a record without a number, and reads the others", async () => {
    const { federalRegister, server } = await open((url) => [
      rule("2025-00001", "2025-03-28", url),
    ]);
    server.fault("/api/v1/documents.json", (_request, response) => {
      const results = [{ title: "x" }, ...server.world.documents.map(({ json }) => json)];
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ count: 2, results }));
    });
    expect(await federalRegister.search(MARCH)).toMatchObject({
      documents: [{ document_number: "2025-00001" }],
      faults: [{ code: "fetch/untrusted" }],
    });
  });

  test("knows that a text may not be there yet", async () => {
    const { federalRegister } = await open((url) => {
      const document = rule("2025-00001", "2025-03-28", url);
      return [{ xml: null, json: { ...document.json, full_text_xml_url: null } }];
    });
    const [document] = (await federalRegister.search(MARCH)).documents;
    if (document === undefined) throw new Error("one rule was found");
    expect(textLinks(document)).toEqual([]);
  });

  test("does not follow a text to another host", async () => {
    const { federalRegister } = await open((url) => [rule("2025-00001", "2025-03-28", url)]);
    const record = { ...asDocument(makeRuleFacts({}), "https://elsewhere.example").json };
    await expect(textOf(federalRegister, readDocument(record))).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });

  test.each([
    [
      "an HTML page behind a declaration",
      `<?xml version="1.0"?><html>Request Access</html>`,
      "fetch/interstitial",
    ],
    ["an error in XML", "<Error><Code>AccessDenied</Code></Error>", "fetch/untrusted"],
  ])("does not take %s for a rule's text", async (_what, body, code) => {
    const { federalRegister, server } = await open((url) => [
      rule("2025-00001", "2025-03-28", url),
    ]);
    const [document] = (await federalRegister.search(MARCH)).documents;
    if (document === undefined) throw new Error("one rule was found");
    server.fault("/documents/full_text", (_request, response) => {
      response.writeHead(200, { "content-type": "text/xml" }).end(body);
    });
    await expect(textOf(federalRegister, document)).rejects.toMatchObject({
      code,
      evidence: Buffer.from(body),
    });
    server.fault("/documents/full_text", null);
    expect(await textOf(federalRegister, document)).not.toBeNull();
  });

  test.each([
    [
      "html",
      "<!DOCTYPE html><html><body><p>A rule. [FR Doc. 2025-00001 Filed 3-27-25]</p></body></html>",
    ],
    [
      "text",
      "<html><body><pre>A rule.\n[FR Doc. 2025-00001 Filed 3-27-25; 8:45 am]</pre></body></html>",
    ],
    ["text", "A rule.\n[FR Doc. 2025–00001 Filed: 3/27/2025 at 8:45 am]"],
  ] as const)("takes a rule's %s, and no page in its place", async (form, body) => {
    const document = {
      document_number: "2025-00001",
      publication_date: "2025-03-28",
      type: "Rule",
    };
    const { federalRegister, server } = await open(() => [
      { json: document, xml: null, [form]: body },
    ]);
    const link = { url: `${server.url}/documents/full_text/${form}/2025/03/28/2025-00001.x`, form };
    const record = readDocument({ ...document, title: "A rule" });
    expect(new TextDecoder().decode(await federalRegister.fullText(record, link, signal))).toBe(
      body,
    );
    server.fault("/documents/full_text", (_request, response) => {
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<html><title>Request Access</title>Due to aggressive automated scraping…</html>");
    });
    await expect(federalRegister.fullText(record, link, signal)).rejects.toMatchObject({
      code: "fetch/interstitial",
    });
    server.fault("/documents/full_text", (_request, response) => response.end("Not yet."));
    await expect(federalRegister.fullText(record, link, signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });

  test("does not stumble over a link that is none", async () => {
    const { federalRegister } = await open(() => []);
    const record = { ...asDocument(makeRuleFacts({}), "").json, full_text_xml_url: "none yet" };
    await expect(textOf(federalRegister, readDocument(record))).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });

  test("tells two documents of one number by their day", async () => {
    const { federalRegister } = await open((url) => [
      rule("2012-7333", "2012-03-28", url),
      rule("2012-7333", "2012-06-01", url),
    ]);
    const document = await federalRegister.fetchDocument("2012-7333", "2012-06-01", signal);
    expect(document.publication_date).toBe("2012-06-01");
    expect(document.raw).toMatchObject({ document_number: "2012-7333" });
  });

  test("believes a document whose number is padded otherwise, and no other", async () => {
    const { federalRegister, server } = await open((url) => [rule("2012-7333", "2012-03-28", url)]);
    server.fault("/api/v1/documents/", (_request, response) => {
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(server.world.documents[0]?.json));
    });
    const ask = (number: string, day: string) => federalRegister.fetchDocument(number, day, signal);
    expect((await ask("2012-07333", "2012-03-28")).document_number).toBe("2012-7333");
    for (const [number, day] of [
      ["2012-7334", "2012-03-28"],
      ["2012-7333", "2012-03-29"],
    ] as const) {
      await expect(ask(number, day)).rejects.toMatchObject({
        code: "fetch/untrusted",
        message: expect.stringContaining("it answered with 2012-7333@2012-03-28"),
      });
    }
  });

  test("says that a document is not there", async () => {
    const { federalRegister } = await open(() => []);
    await expect(
      federalRegister.fetchDocument("2025-00001", "2025-03-28", signal),
    ).rejects.toMatchObject({ code: "fetch/status", context: { status: 404 } });
  });

  test.skipIf(RECORD === null)("reads the real record of one document", async () => {
    const { federalRegister, server } = await open(() => []);
    server.fault("/api/v1/documents/", (_request, response) => {
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(readFileSync(RECORD ?? ""));
    });
    const found = await federalRegister.fetchDocument("2020-17469", "2020-08-11", signal);
    expect(toRuleMetadata(found)).toMatchObject({
      citation: "85 FR 48465",
      effectiveOn: "2020-08-26",
      rins: ["2120-AA64"],
    });
    // Its text lies on the real host; a replay of the record must not reach for it.
    await expect(textOf(federalRegister, found)).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });

  test("hands on what the API knows of a rule, absent being null", () => {
    const record = { ...asDocument(makeRuleFacts({ citation: null }), "http://localhost").json };
    expect(toRuleMetadata(readDocument(record))).toMatchObject({
      documentNumber: "2025-00001",
      citation: null,
      publicationDate: "2025-03-28",
      effectiveOn: "2025-03-25",
      rins: [],
    });
  });
});

describe("the eCFR client", () => {
  test("asks for the date that the titles announce", async () => {
    const { ecfr } = await open(() => []);
    const title = await ecfr.title15(signal);
    expect(title).toEqual({
      upToDateAsOf: "2025-03-24",
      latestAmendedOn: "2025-03-24",
      latestIssueDate: "2025-03-24",
      processing: false,
    });
    const xml = new TextDecoder().decode(await ecfr.part744(title.upToDateAsOf, signal));
    expect(xml).toContain("Alpha");
  });

  test("only reports that the title is being worked on", async () => {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/titles.json", (_request, response) => {
      const title = {
        number: 15,
        latest_amended_on: "2025-03-21",
        latest_issue_date: null,
        up_to_date_as_of: "2025-03-24",
        processing_in_progress: true,
      };
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ titles: [title], meta: { import_in_progress: false } }));
    });
    expect(await ecfr.title15(signal)).toEqual({
      upToDateAsOf: "2025-03-24",
      latestAmendedOn: "2025-03-21",
      latestIssueDate: null,
      processing: true,
    });
  });

  test("is told to wait while the part is being worked on, and hands that on", async () => {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/full", (_request, response) => {
      response.writeHead(503, { "retry-after": "120" }).end("processing");
    });
    await expect(ecfr.part744("2025-03-24", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      retryable: true,
      message: expect.stringContaining("processing title 15"),
      context: { status: 503, retryAfterMs: 120_000 },
      evidence: Buffer.from("processing"),
    });
  });

  test.each(["DIV5", "DIV9", "ECFR"])("believes the root %s", async (root) => {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/full", (_request, response) => {
      response
        .writeHead(200, { "content-type": "application/xml" })
        .end(`<?xml version="1.0" encoding="UTF-8"?> \n<${root} N="744"></${root}>`);
    });
    await expect(ecfr.part744("2025-03-24", signal)).resolves.toBeInstanceOf(Uint8Array);
  });

  test("takes a date that is not there for an answer that cannot be believed yet", async () => {
    const { ecfr } = await open(() => []);
    await expect(ecfr.part744("2025-03-25", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
      retryable: true,
    });
  });

  test("does not believe XML that is no part of the CFR", async () => {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/full", (_request, response) => {
      response.writeHead(200, { "content-type": "application/xml" }).end("<error><DIV5/></error>");
    });
    await expect(ecfr.part744("2025-03-24", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });
});

describe("the eCFR's list of versions", () => {
  const supplement4 = (issued: string, amended = issued, number = 4) => ({
    identifier: `Supplement No. ${number} to Part 744`,
    issue_date: issued,
    amendment_date: amended,
    type: "appendix",
  });
  const section = { identifier: "744.11", issue_date: "2019-02-02", amendment_date: null };

  async function answering(...pages: unknown[]) {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/versions", (request, response) => {
      const number = new URL(request.url ?? "", server.url).searchParams.get("page") ?? "1";
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(pages[Number(number) - 1]));
    });
    const ask = (from: string, to: string) => ecfr.part744Versions(from, to, signal);
    return { ask, server };
  }

  test("gives the days on which a list's text is first shown, each once, and the first day asked for", async () => {
    const { ask, server } = await answering({
      content_versions: [
        supplement4("2020-12-22", "2020-12-18"),
        supplement4("2017-01-03"),
        section,
        supplement4("2019-05-21", "2019-05-16"),
        supplement4("2019-05-21", "2019-05-16", 6),
        supplement4("2019-06-01", "2019-06-01", 2),
        // Kept from its issue on or from its amendment on: on the later day it is there in either case.
        supplement4("2021-01-04", "2021-01-14", 7),
        supplement4("2022-03-09"),
      ],
      meta: { result_count: "8", total_pages: "1" },
    });
    expect(await ask("2018-01-01", "2021-12-31")).toEqual([
      "2018-01-01",
      "2019-05-21",
      "2020-12-22",
      "2021-01-14",
    ]);
    expect(await ask("2016-12-01", "2019-12-31")).toEqual(["2017-01-03", "2019-05-21"]);
    expect(await ask("2019-05-21", "2019-05-21")).toEqual(["2019-05-21"]);
    const query = new URL(server.requests[0] ?? "", server.url).searchParams;
    expect([...query]).toEqual([
      ["part", "744"],
      ["issue_date[lte]", "2021-12-31"],
    ]);
  });

  test("is read to its last page", async () => {
    const meta = { result_count: "3", total_pages: "2" };
    const { ask, server } = await answering(
      { content_versions: [supplement4("2017-01-03"), section], meta },
      { content_versions: [supplement4("2019-05-21")], meta },
    );
    expect(await ask("2017-01-01", "2020-01-01")).toEqual(["2017-01-03", "2019-05-21"]);
    expect(server.requests).toHaveLength(2);
  });

  test("is what the replay serves", async () => {
    const { ecfr } = await open(() => []);
    expect(await ecfr.part744Versions("2025-03-01", "2025-03-28", signal)).toEqual(["2025-03-24"]);
    await expect(ecfr.part744Versions("2025-03-01", "2025-03-20", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
    });
  });

  test.each([
    [
      "empty",
      { content_versions: [], meta: { result_count: "0" } },
      /none of its 0 versions is of a list/,
    ],
    ["about sections only", { content_versions: [section] }, /none of its 1 versions is of a list/],
    [
      "of later days only",
      { content_versions: [supplement4("2021-01-01")] },
      /none of its 1 versions is of a list/,
    ],
    ["of another shape", { versions: [] }, /content_versions/],
    ["without a day", { content_versions: [supplement4("2019-05")] }, /issue_date/],
    [
      "shorter than it says",
      { content_versions: [supplement4("2019-05-21")], meta: { result_count: "2" } },
      /counts 2 versions and shows 1/,
    ],
    [
      "as long as a page and says nothing of others",
      { content_versions: Array.from({ length: 1000 }, () => supplement4("2019-05-21")) },
      /unknown number of versions and shows 1000/,
    ],
  ])("is not believed where it is %s", async (_what, answer, message) => {
    const { ask } = await answering(answer);
    await expect(ask("2018-01-01", "2020-01-01")).rejects.toMatchObject({
      code: "fetch/untrusted",
      retryable: true,
      message: expect.stringMatching(message),
      evidence: Buffer.from(JSON.stringify(answer)),
    });
  });

  test("is told to wait while the title is being worked on", async () => {
    const { ecfr, server } = await open(() => []);
    server.fault("/api/versioner/v1/versions", (_request, response) => {
      response.writeHead(503, { "retry-after": "120" }).end();
    });
    await expect(ecfr.part744Versions("2018-01-01", "2020-01-01", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      message: expect.stringContaining("processing title 15"),
      context: { retryAfterMs: 120_000 },
    });
  });
});
