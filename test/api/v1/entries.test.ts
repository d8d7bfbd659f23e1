import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import type { RowFacts } from "../../../src/demo/facts.ts";
import { isMergedEvent } from "../../../src/model/events/event.ts";
import { importRows } from "../../support/import-rows.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA } from "../../support/march-world.ts";
import { openListApi } from "../../support/open-list-api.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { takePaper } from "../../support/random-papers.ts";
import { addedRow, makeRow } from "../../support/small-world.ts";

interface Item {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly name: string;
  readonly listed: boolean;
  readonly match: { readonly score: number; readonly name: string; readonly field: string } | null;
}
interface Page {
  readonly sequence: number;
  readonly total: number;
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

async function openWorld(rows: readonly RowFacts[]) {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  await importRows(world, rows, "2025-03-01");
  const api = openListApi(world.store, () => world.clock.now);
  const names = async (query: string) =>
    (await api.json<Page>(`/v1/entries?${query}`)).items.map(({ name }) => name);
  return { ...world, api, names };
}

const named = (name: string, alias: string, part: Partial<RowFacts> = {}) =>
  makeRow(name, {
    entity: [`${name}, a.k.a., the following one alias:`, `—${alias}.`, "1 Rue Haute, Paris."],
    ...part,
  });

describe("the list", () => {
  const ROWS = [
    named("Hangzhou Hikvision Digital Technology Co., Ltd.", "Hikvision"),
    named("Mikran JSC", "NPF Micran"),
    named("Société Électronique", "SE"),
    makeRow("Delta", { licenseReviewPolicy: "Case-by-case basis" }),
    makeRow("Gamma", {
      destination: "RUSSIA",
      licenseRequirement: "For all items subject to the EAR. (See §§ 734.9(g),3 and 744.21)",
    }),
  ];

  test("is filtered by list, country, destination, policy and footnote", async () => {
    const { names } = await openWorld(ROWS);
    expect(await names("list=UVL")).toEqual([]);
    expect(await names("list=EL,UVL")).toHaveLength(5);
    expect(await names("country=ru")).toEqual(["Gamma"]);
    expect(await names("destination=russia")).toEqual(["Gamma"]);
    expect(await names("policy=case-by-case")).toEqual(["Delta"]);
    expect(await names("footnote=3")).toEqual(["Gamma"]);
    expect(await names("footnote=3&policy=case-by-case")).toEqual([]);
    expect(await names("kind=person&kind=entity")).toHaveLength(5);
  });

  test.each([
    ["hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd."],
    ["hikvison", "Hangzhou Hikvision Digital Technology Co., Ltd."],
    ["Hangzhou Hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd."],
    ["Микран", "Mikran JSC"],
    ["societe electronique", "Société Électronique"],
    ["Hik Vision Company Limited", "Hangzhou Hikvision Digital Technology Co., Ltd."],
  ])("finds %s", async (asked, name) => {
    const { names } = await openWorld(ROWS);
    expect((await names(`q=${encodeURIComponent(asked)}`))[0]).toBe(name);
  });

  test("names the matching name and its score, and finds nothing for an unrelated name", async () => {
    const { api, names } = await openWorld(ROWS);
    const { items } = await api.json<Page>("/v1/entries?q=hikvision");
    expect(items[0]?.match).toEqual({ score: 1, name: "Hikvision", field: "alias" });
    expect(await names("q=Completely%20Different")).toEqual([]);
    expect(await names("q=%22%20OR%20*%20NEAR(")).toEqual([]);
    expect(await names("q=%F0%9F%98%80")).toEqual([]);
    expect(await names("q=hikvision&country=RU")).toEqual([]);
  });

  test("of a past day is searched by the names of that day", async () => {
    const world = await openWorld([ALPHA, makeRow("Old Name")]);
    const renamed = makeRow("New Title", {
      entity: ["New Title, a.k.a., the following one alias:", "—Old Name.", "1 Rue Haute, Paris."],
    });
    await importRows(world, [ALPHA, renamed], "2025-06-01");
    expect(await world.names("q=new%20title")).toEqual(["New Title"]);
    expect(await world.names("q=new%20title&asOf=2025-05-31")).toEqual([]);
    expect(await world.names("q=old%20name&asOf=2025-05-31")).toEqual(["Old Name"]);
    expect(await world.names("asOf=2025-06-01")).toEqual(["Alpha", "New Title"]);
    expect(await world.names("knownAt=2025-01-01T00:00:00Z")).toEqual([]);
  });

  test("shows removed entries in their last state on request", async () => {
    const world = await openWorld([ALPHA, makeRow("Gone")]);
    await importRows(world, [ALPHA], "2025-06-01");
    expect(await world.names("")).toEqual(["Alpha"]);
    expect(await world.names("listed=false")).toEqual(["Gone"]);
    expect(await world.names("listed=any")).toEqual(["Alpha", "Gone"]);
    expect((await world.api.get("/v1/entries?listed=false&asOf=2025-01-01")).status).toBe(400);
  });
});

describe("pages", () => {
  const MANY = Array.from({ length: 23 }, (_, at) =>
    makeRow(`Many ${String(at).padStart(2, "0")}`),
  );

  async function walk(
    first: string,
    get: (query: string) => Promise<Page>,
    between: () => Promise<unknown>,
  ) {
    const pages: Page[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await get(`${first}${cursor === undefined ? "" : `&cursor=${cursor}`}`);
      pages.push(page);
      cursor = page.nextCursor;
      await between();
    }
    return { pages, names: pages.flatMap(({ items }) => items.map(({ name }) => name)) };
  }

  test.each(["limit=5", "limit=5&q=many", "limit=5&asOf=2025-05-31", "limit=5&listed=any"])(
    "of one query (%s) come from one snapshot, even if the list changes between them",
    async (question) => {
      const world = await openWorld(MANY);
      const whole = (await world.names(`${question.replace("limit=5", "limit=500")}`)).sort();
      let turn = 0;
      const { pages, names } = await walk(
        question,
        // A process that was started anew between two pages has nothing kept.
        (query) => openListApi(world.store).json<Page>(`/v1/entries?${query}`),
        async () => {
          turn += 1;
          const rows = [addedRow(`New ${turn}`), ...MANY.slice(turn)];
          await importRows(world, rows, `2025-06-0${turn}`);
        },
      );
      expect(pages).toHaveLength(5);
      expect(new Set(pages.map(({ sequence }) => sequence)).size).toBe(1);
      expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([23]));
      expect(new Set(names).size).toBe(23);
      expect(names.toSorted()).toEqual(whole);
      expect((await world.names("limit=500")).toSorted()).not.toEqual(whole);
    },
    60_000,
  );

  test("are refused for an invalid cursor, and for more than 500 entries", async () => {
    const { api } = await openWorld([ALPHA]);
    const later = Buffer.from('{"s":99,"o":0}').toString("base64url");
    for (const query of [
      "cursor=x",
      `cursor=${later}`,
      "limit=501",
      "limit=0",
      "asOf=2025-02-30",
    ]) {
      const answer = await api.get(`/v1/entries?${query}`);
      expect(answer.status, query).toBe(400);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("are refused for a cursor that was altered, or that another store gave", async () => {
    const [one, other] = [await openWorld([ALPHA, BETA]), await openWorld([BETA, ALPHA])];
    const { nextCursor } = await one.api.json<Page>("/v1/entries?limit=1");
    const cursor = nextCursor ?? "";
    expect((await one.api.get(`/v1/entries?limit=1&cursor=${cursor}`)).status).toBe(200);
    const bytes = Buffer.from(cursor, "base64url");
    const earlier = bytes.toString("latin1").replace('"s":1', '"s":0');
    const altered = Buffer.from(earlier, "latin1").toString("base64url");
    expect(altered).not.toBe(cursor);
    for (const [{ api }, given] of [
      [one, altered],
      [other, cursor],
    ] as const) {
      const answer = await api.get(`/v1/entries?limit=1&cursor=${given}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        title: "Invalid cursor",
        detail: expect.stringContaining("start again without it"),
      });
    }
  });

  test("that the asker has are not sent again until the list changes", async () => {
    const world = await openWorld([ALPHA]);
    const tag = (await world.api.get("/v1/entries")).headers.get("etag") ?? "";
    const again = () => world.api.get("/v1/entries", { "if-none-match": tag });
    expect((await again()).status).toBe(304);
    await importRows(world, [ALPHA, addedRow("New")], "2025-06-01");
    expect((await again()).status).toBe(200);
  });
});

describe("an entry", () => {
  test("has its past, with what proves each version", async () => {
    const world = await openTestPipeline(BEFORE);
    await world.sync();
    world.show(AFTER);
    await world.sync();
    const api = openListApi(world.store);
    const { items } = await api.json<Page>("/v1/entries?q=beta");
    const beta = await api.json<Record<string, unknown>>(`/v1/entries/${items[0]?.entryId}`);
    expect(beta).toMatchObject({
      ...{ name: "Beta", listed: true, entryVersion: 2, validFrom: "2025-03-25" },
      versions: [
        { version: 1, validFrom: null, validTo: "2025-03-25", op: "added", rule: null },
        {
          ...{ version: 2, op: "modified", validTo: null },
          rule: { documentNumber: BATCH.documentNumber },
          entry: { aliases: [{ name: "Beta Works" }, { name: "Beta Aero" }] },
        },
      ],
      endings: [],
      provenance: {
        documentId: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  test("with an unknown id is a problem, and a merged id redirects to the kept one", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    const api = openListApi(world.store);
    const missing = await api.get("/v1/entries/entry_1");
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ status: 404, instance: "/v1/entries/entry_1" });
    const at = (name: string) => makeRow(name, { entity: [`${name}, 7 Quai Bas, Lyon, France.`] });
    await importRows(world, [at("Other"), at("Red Works"), at("Green Mills")], "2025-03-24");
    await importRows(world, [at("Other"), at("Blue Yards")], "2025-04-01");
    await takePaper(world, { kind: "answer", answer: "same" });
    const merged = readEvents(world.store.db, { after: 0 }).find(isMergedEvent);
    if (merged === undefined) throw new Error("nothing was merged");
    const { mergedId, keptId } = merged.data;
    const answer = await api.get(`/v1/entries/${mergedId}`);
    expect(answer.status).toBe(308);
    expect(answer.headers.get("location")).toBe(`/v1/entries/${keptId}`);
    expect((await api.get(`/v1/entries/${keptId}`)).status).toBe(200);
    const { items } = await api.json<Page>("/v1/entries?listed=any");
    expect(items.map(({ entryId }) => entryId)).not.toContain(mergedId);
  });
});
