import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { openMismatches } from "../../../src/db/list/mismatches.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import { readStatus } from "../../../src/db/read-status.ts";
import { facts } from "../../../src/demo/facts.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import type { EntityEventData } from "../../../src/model/events/event.ts";
import { isNews } from "../../../src/model/events/news.ts";
import { decodeDocument } from "../../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { corpusPath } from "../../support/corpus.ts";
import { editLaw } from "../../support/edits-of-law.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { printList, rowsOfSnapshot } from "../../support/snapshot-rows.ts";

const EXPLAINED = readFileSync(
  new URL("../../fixtures/additions-explained.tsv", import.meta.url),
  "utf8",
);
const FILES = [
  ["2023-12-05", "supplement4-2023-12-05.xml.gz"],
  ["2026-03-25", "part744-2026-03-25.xml.gz"],
  ["2026-07-18", "part744-2026-07-18.xml.gz"],
] as const;
const paths = new Map(FILES.map(([day, file]) => [day, corpusPath("ecfr", file) ?? ""]));
const isMissing = [...paths.values()].includes("");

type Day = (typeof FILES)[number][0];

async function openWorld() {
  const { store, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  const take = async (now: string, bytes: Uint8Array, asOf?: Day) => {
    clock.now = new Date(now);
    const before = readEvents(store.db, { after: 0 }).length;
    const what =
      asOf === undefined ? { kind: "rule" as const } : { kind: "snapshot" as const, asOf };
    putDocument(store.db, { ...what, bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    return readEvents(store.db, { after: before });
  };
  const takeSnapshot = (day: Day) =>
    take(`${day}T13:00:00Z`, readFileSync(paths.get(day) ?? ""), day);
  const takeRules = async () => {
    for (const rule of facts) {
      await take("2025-03-28T13:00:00Z", new TextEncoder().encode(renderRule(rule)));
    }
  };
  return { store, take, takeSnapshot, takeRules };
}

function count(events: readonly { type: string }[]): Record<string, number> {
  const groups = Object.groupBy(events, ({ type }) => type);
  return Object.fromEntries(Object.entries(groups).map(([type, of]) => [type, of?.length ?? 0]));
}

function of(events: readonly { type: string; data: unknown }[], type: string): EntityEventData[] {
  return events.filter((event) => event.type === type).map(({ data }) => data as EntityEventData);
}

const firstCited = ({ after }: EntityEventData) => {
  const first = after?.citations[0];
  return `${first?.volume} ${first?.date}`;
};

describe.skipIf(isMissing)("the lists of the eCFR (skips without the corpus)", () => {
  test("from March to July 2026: only reprints, in 173 rows", async () => {
    const { takeSnapshot } = await openWorld();
    await takeSnapshot("2026-03-25");
    const events = await takeSnapshot("2026-07-18");
    expect(count(events)).toEqual({ "entity.modified": 173 });
    expect(new Set(of(events, "entity.modified").map((data) => data.class))).toEqual(
      new Set(["editorial"]),
    );
  }, 60_000);

  test("from December 2023 to March 2026: additions, removals and changes per citation", async () => {
    const { store, takeSnapshot } = await openWorld();
    expect(count(await takeSnapshot("2023-12-05"))).toEqual({ "list.baselined": 1 });
    const events = await takeSnapshot("2026-03-25");
    expect(count(events)).toEqual({
      "entity.added": 745,
      "entity.modified": 857,
      "entity.removed": 2,
      // Of the Unverified and the Military End-User List, which the file of 2023 lacks.
      "list.baselined": 2,
      "list.noted": 2,
      "reconciliation.mismatch": 2,
    });
    const added = of(events, "entity.added");
    expect(tally(added.map(firstCited))).toEqual({
      "79 2014-09-18": 1,
      "81 2016-03-21": 1,
      "88 2023-12-07": 44,
      "89 2024-02-27": 96,
      "89 2024-04-11": 11,
      "89 2024-05-14": 37,
      "89 2024-06-18": 13,
      "89 2024-06-24": 3,
      "89 2024-07-03": 6,
      "89 2024-08-27": 131,
      "89 2024-10-23": 26,
      "89 2024-11-01": 46,
      "89 2024-12-05": 140,
      "89 2024-12-11": 8,
      "90 2025-01-06": 13,
      "90 2025-01-16": 27,
      "90 2025-03-28": 82,
      "90 2025-09-16": 32,
      "90 2025-10-09": 28,
    });
    const old = added.filter(({ after }) => (after?.citations[0]?.date ?? "") <= "2023-12-06");
    const explained = EXPLAINED.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(
      old
        .map((data) => [data.after?.destination, data.after?.name, firstCited(data)].join("\t"))
        .sort(),
    ).toEqual(explained.map((line) => line.split("\t").slice(0, 3).join("\t")));
    const modified = of(events, "entity.modified");
    expect(tally(modified.map((data) => data.class))).toEqual({
      citation: 2,
      editorial: 685,
      substantive: 170,
    });
    const dart = modified.filter(({ after }) => after?.name === "Dart Aviation");
    expect(dart.map(({ after }) => after?.destination)).toEqual([
      "FRANCE",
      "IRAN",
      "SENEGAL",
      "UNITED KINGDOM",
    ]);
    // No substantive change comes without a new citation.
    const uncited = modified.filter(
      (data) =>
        data.class === "substantive" && data.changes.every(({ field }) => field !== "citations"),
    );
    expect(uncited.map(({ after }) => after?.name)).toEqual([]);
    expect(openMismatches(store.db).map(({ name }) => name)).toEqual([
      "S2C Limited",
      "Shanghai Micro Electronics Equipment (Group) Co., Ltd.",
    ]);
  }, 60_000);

  test("50 edits of the law are reported with each changed field, and nothing else", async () => {
    const rows = rowsOfSnapshot(decodeDocument(readFileSync(paths.get("2026-03-25") ?? "")))
      .filter(({ list }) => list === "EL")
      .map(({ cells }) => cells);
    const printed = parseSnapshot(printList(rows)).lists[0];
    if (printed === undefined) throw new Error("the list is printed");
    const { rows: edited, fields } = editLaw(rows, printed, 50, 744);
    const { take } = await openWorld();
    const bytesOf = (cells: readonly (readonly string[])[]) =>
      new TextEncoder().encode(printList(cells));
    await take("2026-03-25T13:00:00Z", bytesOf(rows), "2026-03-25");
    const events = await take("2026-07-18T13:00:00Z", bytesOf(edited), "2026-07-18");
    const told = of(events, "entity.modified").map(({ before, changes, class: ofClass }) => {
      const law = changes.filter((change) => change.class === "substantive");
      return [before?.raw, ofClass, law.map(({ field }) => field).join()];
    });
    expect(events).toHaveLength(50);
    expect(told.sort()).toEqual(
      [...fields].map(([at, field]) => [printed.entries[at]?.raw, "substantive", field]).sort(),
    );
  }, 60_000);

  test("a list cut to nine tenths is quarantined, one of another title is rejected, an older one is history", async () => {
    const { store, takeSnapshot, take } = await openWorld();
    await takeSnapshot("2026-03-25");
    const whole = gunzipSync(readFileSync(paths.get("2026-07-18") ?? "")).toString("utf8");
    const asBytes = (text: string) => new TextEncoder().encode(text);
    const cut = whole.replace(/<TBODY>[\s\S]*?<\/TBODY>/, (body) => {
      const ends = [...body.matchAll(/<\/TR>/g)].map(({ index }) => index + "</TR>".length);
      return `${body.slice(0, ends[Math.floor(ends.length * 0.9)])}</TBODY>`;
    });
    expect(await take("2026-07-18T13:00:00Z", asBytes(cut), "2026-07-18")).toEqual([]);
    const other = whole.replaceAll("Part 744", "Part 742").replaceAll('N="744"', 'N="742"');
    expect(await take("2026-07-18T14:00:00Z", asBytes(other), "2026-07-18")).toEqual([]);
    const { heldBack } = readStatus(store, new Date());
    expect(heldBack).toMatchObject([
      { state: "quarantined", note: expect.stringMatching(/^EL loses 3\d\d entries that no rule/) },
      { state: "rejected", note: expect.stringContaining("list") },
    ]);
    // A row shifted in 2023 keeps its flag while its text stands; flags concern the reading.
    const lawOf = () =>
      currentEntries(store.db).map(({ entryId, entry: { flags: _, ...law } }) => [entryId, law]);
    const before = lawOf();
    const events = await takeSnapshot("2023-12-05");
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["entry.history"]));
    expect(events.filter(isNews)).toEqual([]);
    expect(lawOf()).toEqual(before);
  }, 120_000);

  test("the demo's rules are codified by the list of 2026, and nothing is emitted twice", async () => {
    const { store, takeSnapshot, takeRules } = await openWorld();
    await takeSnapshot("2023-12-05");
    await takeRules();
    const events = await takeSnapshot("2026-03-25");
    expect(count(events)).toMatchObject({ "entity.codified": 86, "entity.added": 745 - 82 });
    const law = readEvents(store.db, { after: 0 }).filter(
      ({ type, data }) => /added|modified/.test(type) && (data as EntityEventData).cause === "law",
    );
    expect(law).toHaveLength(86);
    const told = new Set(law.map(({ data }) => data.changeId));
    const codified = of(events, "entity.codified").map(({ changeId }) => changeId);
    expect(new Set(codified)).toEqual(told);
    const again = [...of(events, "entity.added"), ...of(events, "entity.modified")];
    const ids = new Set(law.map(({ subject }) => subject));
    expect(again.filter(({ entryId }) => ids.has(entryId))).toEqual([]);
  }, 60_000);
});

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
