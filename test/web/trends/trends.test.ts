import { describe, expect, test } from "vitest";
import { createSequenceSnapshots } from "../../../src/db/list/sequence-snapshots.ts";
import { keepFlows, type PlacedFlow, trendCsv, trendOf } from "../../../src/web/trends/trends.ts";
import { importRows } from "../../support/import-rows.ts";
import { AFTER, ALPHA, BEFORE } from "../../support/march-world.ts";
import { openPages, textOf } from "../../support/open-pages.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";

const YEARS = { list: null, by: "year" } as const;
const flow = (day: string, country: string | null, part: Partial<PlacedFlow> = {}): PlacedFlow => {
  return { entryId: "entry_1", list: "EL", op: "added", day, country, ...part };
};

describe("a trend", () => {
  test("has every year between the first and the last, and the countries with the most first", () => {
    const flows = [flow("2023-01-01", "FR"), flow("2025-06-01", "CN"), flow("2025-06-02", "CN")];
    expect(trendOf(flows, "added", YEARS)).toEqual({
      op: "added",
      periods: ["2023", "2024", "2025"],
      series: [
        { country: "CN", counts: [0, 0, 2] },
        { country: "FR", counts: [1, 0, 0] },
      ],
    });
  });

  test("counts all others together, those of no known country among them", () => {
    const flows = [..."ABCDEFGH"].flatMap((letter, at) =>
      Array.from({ length: 9 - at }, () => flow("2025-01-01", `C${letter}`)),
    );
    const { series } = trendOf([...flows, flow("2025-01-01", null)], "added", YEARS);
    expect(series).toHaveLength(8);
    expect(series.at(-1)).toEqual({ country: null, counts: [3] });
  });

  test("by month goes over the turn of the year, and shows the last three years", () => {
    const flows = [flow("2019-05-01", "CN"), flow("2024-12-31", "CN"), flow("2025-01-01", "CN")];
    const { periods, series } = trendOf(flows, "added", { list: null, by: "month" });
    expect(periods).toHaveLength(36);
    expect(periods.slice(-2)).toEqual(["2024-12", "2025-01"]);
    expect(series).toEqual([{ country: "CN", counts: [...Array(34).fill(0), 1, 1] }]);
  });

  test("is of one list, and of one operation", () => {
    const flows = [
      flow("2025-01-01", "CN"),
      flow("2025-01-01", "CN", { list: "UVL" }),
      flow("2025-01-01", "CN", { op: "removed" }),
    ];
    expect(trendOf(flows, "added", { list: "UVL", by: "year" }).series).toEqual([
      { country: "CN", counts: [1] },
    ]);
    expect(trendOf(flows, "modified", YEARS)).toEqual({ op: "modified", periods: [], series: [] });
  });

  test("as CSV has every country", () => {
    const flows = [flow("2025-01-01", "CN"), flow("2025-02-01", "CN"), flow("2025-02-01", null)];
    expect(trendCsv(flows, "added", YEARS)).toBe(
      "period,list,country,op,entries\r\n2025,EL,,added,1\r\n2025,EL,CN,added,2\r\n",
    );
  });
});

describe("the flows of a list", () => {
  test("are what its versions say, without those that only show in print what was law already", async () => {
    const world = await openTestPipeline(BEFORE);
    await world.sync();
    const gone = AFTER.rows.filter((row) => row !== ALPHA);
    await importRows(world, gone, "2025-04-01");
    const snapshots = createSequenceSnapshots(world.store);
    const snapshot = await snapshots.at(snapshots.last());
    const nameOf = (id: string) => snapshot.entries.get(id)?.entry.name;
    const flowsOf = keepFlows();
    const flows = await flowsOf(world.store.db, snapshot);
    expect(
      flows
        .map(({ entryId, op, day, country }) => `${nameOf(entryId)} ${op} ${day} ${country}`)
        .sort(),
    ).toEqual([
      "Alpha added 2019-11-13 FR",
      "Alpha removed 2025-04-01 FR",
      "Beta added 2019-11-13 FR",
      "Beta modified 2025-03-25 FR",
      "Gamma added 2025-03-25 FR",
    ]);
    expect(await flowsOf(world.store.db, snapshot)).toBe(flows);
  });

  test("are shown in tables, each with its CSV", async () => {
    const world = await openTestPipeline(BEFORE);
    await world.sync();
    const { page, ask } = openPages(world.store);
    const document = await page("/trends?by=month");
    expect([...document.querySelectorAll("h2")].map(textOf)).toEqual([
      "Entries added",
      "Entries changed",
      "Entries removed",
    ]);
    expect(textOf(document.querySelector("tbody tr:last-child"))).toBe("2025-0311");
    const link = document.querySelector("a[href*='trends.csv']")?.getAttribute("href")?.slice(1);
    const csv = await ask(link ?? "");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(await csv.text()).toContain("2025-03,EL,FR,added,1");
    expect((await ask("/trends.csv?op=other")).status).toBe(404);
  });
});
