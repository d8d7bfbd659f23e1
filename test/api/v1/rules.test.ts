import { createHash } from "node:crypto";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import { toAtom } from "../../../src/exports/atom.ts";
import type { RuleStory } from "../../../src/exports/rule-story.ts";
import { importRows } from "../../support/import-rows.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA, SECOND } from "../../support/march-world.ts";
import { openListApi } from "../../support/open-list-api.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";

async function openWorld() {
  const world = await openTestPipeline({ ...BEFORE, rules: [BATCH, SECOND] });
  world.clock.now = new Date("2025-03-29T14:00:00Z");
  await world.sync();
  return { ...world, api: openListApi(world.store) };
}

interface RulePage {
  readonly items: readonly { readonly documentNumber: string; readonly problemCount: number }[];
  readonly nextCursor: string | null;
}

describe("rules", () => {
  test("are listed newest first, page by page, and filtered", async () => {
    const { api } = await openWorld();
    const numbers = async (query: string) =>
      (await api.json<RulePage>(`/v1/rules?${query}`)).items.map((rule) => rule.documentNumber);
    const [first, second] = [SECOND.documentNumber, BATCH.documentNumber];
    expect(await numbers("")).toEqual([first, second]);
    const page = await api.json<RulePage>("/v1/rules?limit=1");
    expect(page.items).toHaveLength(1);
    expect(await numbers(`limit=1&cursor=${page.nextCursor}`)).toEqual([second]);
    expect(await numbers("to=2025-03-28")).toEqual([second]);
    expect(await numbers("from=2025-03-29")).toEqual([first]);
    expect(await numbers("list=EL")).toHaveLength(2);
    expect(await numbers("list=MEU")).toEqual([]);
    expect(await numbers("stage=displayed")).toEqual([]);
    expect(await numbers("problems=true")).toEqual([first]);
    expect(await numbers("problems=false")).toEqual([second]);
  });

  test("tell what they claim, amend and add, what was told because of them, and their copies", async () => {
    const { api } = await openWorld();
    const rule = await api.json<Record<string, unknown>>(`/v1/rules/${BATCH.documentNumber}`);
    expect(rule).toMatchObject({
      title: BATCH.title,
      stage: "published",
      lists: ["EL"],
      claimsAgree: true,
      claims: { added: { entities: 1 } },
      amendments: [
        { op: "add", names: ["Gamma"] },
        { op: "revise", names: ["Beta"] },
      ],
      entries: [{ name: "Gamma" }, { name: "Beta" }],
      problems: [],
      documents: [{ state: "applied" }],
    });
    const types = (rule["events"] as { type: string }[]).map(({ type }) => type).sort();
    expect(types).toEqual(["entity.added", "entity.modified", "rule.published"]);
    const doubtful = await api.json<{ problems: { code: string }[]; claimsAgree: boolean }>(
      `/v1/rules/${SECOND.documentNumber}`,
    );
    expect(doubtful.claimsAgree).toBe(false);
    expect(doubtful.problems.length).toBeGreaterThan(0);
  });

  test("with an unknown number are a problem", async () => {
    const { api } = await openWorld();
    const answer = await api.get("/v1/rules/2025-99999");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("a document", () => {
  test("is served with its original bytes, which no browser executes", async () => {
    const { api } = await openWorld();
    const rule = await api.json<{ documents: { id: string }[] }>(
      `/v1/rules/${BATCH.documentNumber}`,
    );
    const id = rule.documents[0]?.id;
    const record = await api.json<{ sha256: string; size: number }>(`/v1/documents/${id}`);
    const raw = await api.get(`/v1/documents/${id}/raw`);
    const bytes = Buffer.from(await raw.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(record.sha256);
    expect(bytes.byteLength).toBe(record.size);
    expect(Object.fromEntries(raw.headers)).toMatchObject({
      etag: `"${record.sha256}"`,
      "content-type": "application/xml",
      "content-disposition": `attachment; filename="${id}.xml"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    const again = await api.get(`/v1/documents/${id}/raw`, {
      "if-none-match": `"${record.sha256}"`,
    });
    expect(again.status).toBe(304);
    for (const path of ["/v1/documents/rule-1", "/v1/documents/rule-1/raw"]) {
      expect((await api.get(path)).status).toBe(404);
    }
  });
});

test("a document in PDF is had as one", async () => {
  const { api, store } = await openWorld();
  const bytes = new TextEncoder().encode("%PDF-1.7\n");
  const { id } = putDocument(
    store.db,
    { kind: "rule", bytes, source: "import", url: null },
    new Date(),
  );
  const raw = await api.get(`/v1/documents/${id}/raw`);
  expect(Object.fromEntries(raw.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${id}.pdf"`,
  });
});

/** The feed as an XML reader sees it: items by their elements' text. */
function readAtom(xml: string): { title: string; id: string; updated: string; content: string }[] {
  const items: Record<string, string>[] = [];
  let [name, text] = ["", ""];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("opentag", (tag) => {
    if (tag.local === "entry") items.push({});
    [name, text] = [tag.local, ""];
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.on("cdata", (part) => {
    text += part;
  });
  parser.on("closetag", (tag) => {
    const item = items.at(-1);
    if (item !== undefined && tag.local === name && !(name in item)) item[name] = text;
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return items as ReturnType<typeof readAtom>;
}

describe("the Atom feed", () => {
  test("has an item a rule, which is updated when the rule is codified, and keeps its id", async () => {
    const world = await openTestPipeline(BEFORE);
    await world.sync();
    const api = openListApi(world.store);
    const read = async () => readAtom(await (await api.get("/v1/feed.atom")).text());
    const [before, ...others] = await read();
    expect(others).toEqual([]);
    expect(before?.title).toContain(BATCH.documentNumber);
    expect(before?.content).toContain("Effective 2025-03-25.");
    expect(before?.content).toContain("Added under FRANCE (1): Gamma");
    expect(before?.content).toContain("Modified under FRANCE (1): Beta");
    expect(before?.content).toContain("The rule claims that it adds 1 entity");
    world.clock.now = new Date("2025-04-02T13:00:00Z");
    world.show(AFTER);
    await world.sync();
    const [after] = await read();
    expect(after?.id).toBe(before?.id);
    expect(after?.content).toContain("incorporated in the eCFR");
    expect(Date.parse(after?.updated ?? "")).toBeGreaterThan(Date.parse(before?.updated ?? ""));
  });

  test("with nothing to tell is a feed, and is not sent again to who has it", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    await importRows(world, [ALPHA, BETA], "2025-03-24");
    const api = openListApi(world.store);
    const answer = await api.get("/v1/feed.atom");
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(readAtom(await answer.text())).toEqual([]);
    const known = { "if-none-match": answer.headers.get("etag") ?? "" };
    expect((await api.get("/v1/feed.atom", known)).status).toBe(304);
  });

  test("holds any name: marks are marks, and letters that XML cannot hold are left out", () => {
    const name = 'A<b>&"\u0000\u0008\ufffe\ud800 ]]> 海康 😀';
    const ruleEvents = [
      {
        type: "rule.published",
        time: "2025-03-28T13:00:00Z",
        data: {
          rule: {
            documentNumber: "2025-1",
            title: name,
            citation: null,
            url: "https://x.example/?a=1&b=2",
          },
          ...{ effectiveOn: null, effectiveAt: null, effectiveNote: name, read: [], problems: [] },
          ...{ claims: null, claimsAgree: null },
        },
      },
    ] as unknown as RuleStory["ruleEvents"];
    const changes = [{ op: "added" as const, name, destination: "FRANCE" }];
    const story = { key: "2025-1", ruleEvents, changes, codifiedAt: null };
    const origin = { source: "urn:entitywire:test", publicUrl: "https://lists.example" };
    const [item] = readAtom(toAtom([story], origin));
    const clean = 'A<b>&"\ufffd ]]> 海康 😀';
    expect(item?.title).toBe(`${clean} (2025-1)`);
    expect(item?.content).toContain(
      `<p>Added under FRANCE (1): ${clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`,
    );
  });
});
