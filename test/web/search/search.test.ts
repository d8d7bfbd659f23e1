import { describe, expect, test } from "vitest";
import type { RowFacts } from "../../../src/demo/facts.ts";
import { importRows } from "../../support/import-rows.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openPages, textOf } from "../../support/open-pages.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { makeRow } from "../../support/small-world.ts";

const ROWS = [
  makeRow("Hangzhou Hikvision Digital Technology Co., Ltd.", {
    entity: [
      "Hangzhou Hikvision Digital Technology Co., Ltd., a.k.a., the following one alias:",
      "—Hikvision.",
      "555 Qianmo Road, Hangzhou, China.",
    ],
  }),
  makeRow("Gamma", {
    destination: "RUSSIA",
    licenseRequirement: "For all items subject to the EAR. (See §§ 734.9(g),3 and 744.21)",
    entity: ["Gamma, Building 8, Zhongguancun East Road, Moscow, Russia."],
  }),
  makeRow("Mikran JSC", { licenseReviewPolicy: "Case-by-case basis" }),
];

async function openSearch(rows: readonly RowFacts[] = ROWS) {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  await importRows(world, rows, "2025-03-01");
  const { page } = openPages(world.store);
  const found = async (query: string) =>
    [...(await page(`/search?${query}`)).querySelectorAll("#results a[href^='./entries/']")].map(
      textOf,
    );
  return { world, page, found };
}

describe("search", () => {
  test.each([
    ["Hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd."],
    ["hikvison", "Hangzhou Hikvision Digital Technology Co., Ltd."],
    ["Микран", "Mikran JSC"],
    ["Zhongguancun", "Gamma"],
    ["чжунгуаньцунь east", ""],
    ["moscow russia", "Gamma"],
  ])("for %s finds %s", async (asked, name) => {
    const { found } = await openSearch();
    expect((await found(`q=${encodeURIComponent(asked)}`))[0] ?? "").toBe(name);
  });

  test("says by which alias or address who bears another name is found", async () => {
    const { page } = await openSearch();
    const by = async (q: string) =>
      textOf((await page(`/search?q=${q}`)).querySelector("#results .facts"));
    expect(await by("hikvision")).toBe("alias Hikvision");
    expect(await by("zhongguancun")).toBe("at Building 8, Zhongguancun East Road, Moscow, Russia");
  });

  test("holds its filters in the URL and shows them again", async () => {
    const { page, found } = await openSearch();
    expect(await found("country=RU")).toEqual(["Gamma"]);
    expect(await found("footnote=3")).toEqual(["Gamma"]);
    expect(await found("policy=case-by-case&q=")).toEqual(["Mikran JSC"]);
    expect(await found("list=UVL")).toEqual([]);
    expect(await found("asOf=2019-01-01")).toEqual([]);
    expect(await found("asOf=2025-03-05")).toHaveLength(3);
    const document = await page("/search?q=gam&country=RU&asOf=2025-03-05");
    const form = document.querySelector("form");
    const values = [...(form?.querySelectorAll("option[selected]") ?? [])].map((one) =>
      one.getAttribute("value"),
    );
    expect(values).toEqual(["RU"]);
    expect(form?.querySelector('input[name="q"]')?.getAttribute("value")).toBe("gam");
    expect(form?.querySelector('input[name="asOf"]')?.getAttribute("value")).toBe("2025-03-05");
  });

  test("takes no notice of what others append to a URL", async () => {
    const { found } = await openSearch();
    expect(await found("q=gamma&utm_source=mail")).toEqual(["Gamma"]);
  });

  test.each([
    ["asOf=2025-13-01", "asOf: must be a day: YYYY-MM-DD"],
    ["listed=any&asOf=2025-03-05", "`listed` must be `true` with `asOf` or `knownAt`"],
    ["cursor=nonsense", "cursor: must be one from an earlier page"],
  ])("says what is wrong with %s", async (query, said) => {
    const { page } = await openSearch();
    expect(textOf((await page(`/search?${query}`, 400)).querySelector("#results"))).toBe(said);
  });

  test("goes on behind its first page, on the list as it was then", async () => {
    const rows = Array.from({ length: 30 }, (_, at) => makeRow(`Factory ${at}`));
    const { world, page } = await openSearch(rows);
    const first = await page("/search?q=Factory");
    expect(first.querySelectorAll("#results li")).toHaveLength(25);
    await importRows(world, [...rows, makeRow("Factory X")], "2025-03-02");
    const more = first.querySelector("a[rel=next]")?.getAttribute("href")?.slice(1) ?? "";
    const second = await page(more);
    expect(textOf(second.querySelector("#results .lead"))).toBe("30 entries");
    expect(second.querySelectorAll("#results li")).toHaveLength(5);
  });
});
