import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { READING_KEPT } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import {
  type ComparedSnapshot,
  compareSnapshot,
} from "../../../src/model/list/compare-snapshot.ts";
import { type KnownEntry, ListIndex } from "../../../src/model/list/list-index.ts";
import type { SnapshotReading } from "../../../src/model/reading/reading.ts";
import { decodeDocument } from "../../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { corpusPath } from "../../support/corpus.ts";
import {
  editCells,
  editLetter,
  type Rebreak,
  rebreak,
  rebreakAll,
} from "../../support/rebreak-cells.ts";
import { regroupRows } from "../../support/regroup-rows.ts";
import { SEED } from "../../support/seeded.ts";
import { type PrintedRow, printSnapshot, rowsOfSnapshot } from "../../support/snapshot-rows.ts";

const COUNT = Number(process.env["ENTITYWIRE_EDITS"] ?? 300);
const TERMS = [
  "For all items subject to the EAR. (See § 744.11 of the EAR)",
  "Presumption of denial",
  "87 FR 20299, 4/7/22.",
] as const;

type List = SnapshotReading["lists"][number];

function knownOf({ entries }: List): KnownEntry[] {
  const twins = new Map<string, number>();
  return entries.map((entry) => {
    const twin = twins.get(mintEntryId(entry, 0)) ?? 0;
    twins.set(mintEntryId(entry, 0), twin + 1);
    const ids = { entryId: mintEntryId(entry, twin), partyId: mintPartyId(entry) };
    return { ...ids, version: 1, versions: 1, listed: true, entry, pending: [] };
  });
}

function compare(before: List, after: List): { found: ComparedSnapshot; index: ListIndex } {
  const index = new ListIndex(before.list, "2026-07-18", knownOf(before));
  return { found: compareSnapshot(after, "2026-07-23", index), index };
}

function read(country: string, cell: string, terms: readonly string[] = TERMS): List {
  const rows = [{ list: "EL" as const, cells: [country, cell, ...terms] }];
  return parseSnapshot(printSnapshot(rows)).lists[0] as List;
}

describe("a cell reprinted in the same letters", () => {
  test.each([
    [
      "RUSSIA",
      "Relay Bureau, a.k.a., the following one alias:\n—JSCT SKTB RT.55 Nijinsky\n\nSt., Velikiy Novgorod, 173021, Russia.",
      "Relay Bureau, a.k.a., the following one alias:\n—JSCT SKTB\n\nRT.55 Nijinsky St., Velikiy Novgorod, 173021, Russia.",
    ],
    ["SOUTH SUDAN", "Safinat Group.\n\nSouth Sudan.", "Safinat Group. South Sudan."],
    [
      "SINGAPORE",
      "Huawei Singapore OpenLab, Singapore, Singapore.",
      "Huawei Singapore OpenLab,\n\nSingapore, Singapore.",
    ],
  ])("keeps its earlier reading: %s", (country, before, after) => {
    const [was, is] = [read(country, before), read(country, after)];
    const { found, index } = compare(was, is);
    expect(found.missing).toEqual([]);
    expect(found.changes).toMatchObject([{ op: "modified", class: "editorial" }]);
    const [entry] = index.listed().map((known) => known.entry);
    const [first] = was.entries;
    expect(entry?.raw).toBe(is.entries[0]?.raw);
    expect([entry?.name, entry?.aliases]).toEqual([first?.name, first?.aliases]);
    expect(entry?.addresses).toEqual(first?.addresses);
    // The same print again is no change.
    expect(compareSnapshot(is, "2026-07-24", index).changes).toEqual([]);
  });

  test("is flagged as read from the earlier print", () => {
    const [was, is] = [
      read("RUSSIA", "Alpha, a.k.a., the following one alias:\n—Beta Gamma\n\n1 Kirova, Russia."),
      read("RUSSIA", "Alpha, a.k.a., the following one alias:\n—Beta\n\nGamma 1 Kirova, Russia."),
    ];
    const { index } = compare(was, is);
    expect(index.listed()[0]?.entry.flags).toContain(READING_KEPT);
  });

  test("keeps its terms and citations, however their columns are spaced", () => {
    const was = read("RUSSIA", "Alpha, 1 Kirova, Moscow, Russia.");
    const is = read("RUSSIA", "Alpha, 1 Kirova, Moscow, Russia.", [
      "For all items\n\nsubject to the EAR. (See § 744. 11 of the EAR)",
      "Pre-\nsumption of denial",
      "87 FR.20299; 4-7-22",
    ]);
    const { index } = compare(was, is);
    const { licenseRequirement, licenseReviewPolicy, citations, addresses } = was
      .entries[0] as List["entries"][number];
    expect(index.listed()[0]?.entry).toMatchObject({ licenseRequirement, citations, addresses });
    expect(index.listed()[0]?.entry.licenseReviewPolicy?.kind).toBe(licenseReviewPolicy?.kind);
  });

  test("with a different digit is a change of law", () => {
    const { found } = compare(
      read("RUSSIA", "Alpha, 1 Kirova, Moscow, Russia."),
      read("RUSSIA", "Alpha.\n\n2 Kirova, Moscow, Russia."),
    );
    expect(found.changes).toMatchObject([{ op: "modified", class: "substantive" }]);
  });
});

describe("the same print read differently", () => {
  test("is a better reading and no change of law", () => {
    const was = read("RUSSIA", "Alpha Beta, 1 Kirova, Moscow, Russia.");
    const entries = was.entries.map((entry) => ({ ...entry, name: "Alpha" }));
    const { found, index } = compare({ ...was, entries }, was);
    expect(found.changes).toMatchObject([{ op: "modified", class: "editorial" }]);
    expect(index.listed()[0]?.entry.name).toBe("Alpha Beta");
  });
});

const path = corpusPath("ecfr", "part744-2026-07-18.xml.gz");

describe.skipIf(path === null)("the lists of July 2026 (skips without the corpus)", () => {
  const printed = path === null ? [] : rowsOfSnapshot(decodeDocument(readFileSync(path)));
  const parse = (rows: readonly PrintedRow[]) => parseSnapshot(printSnapshot(rows)).lists;
  const before = printed.length === 0 ? [] : parse(printed);
  const changesOf = (rows: readonly PrintedRow[]) =>
    parse(rows).flatMap((after) => {
      const was = before.find(({ list }) => list === after.list) as List;
      const rowsOf = new Map([...rowsByEntry(was), ...rowsByEntry(after)]);
      return compare(was, after).found.changes.map((change) => ({
        ...change,
        rows: [change.before, change.after]
          .flatMap((entry) => (entry === null ? [] : (rowsOf.get(entry) ?? [])))
          .map((row) => `${after.list} ${row}`),
      }));
    });
  const lawOf = (rows: readonly PrintedRow[]) =>
    changesOf(rows)
      .filter((change) => change.class !== "editorial")
      .map(({ op, before, after }) => [op, before?.raw, after?.raw]);

  test.each<[string, Rebreak]>([
    ["here and there", rebreak],
    ["between all letters", rebreakAll],
  ])(
    `${COUNT} cells broken differently %s (seed ${SEED}): no change of law`,
    (_where, how) => {
      const { rows, edits } = editCells(printed, how, COUNT, SEED);
      expect(edits).toHaveLength(COUNT);
      expect(lawOf(rows)).toEqual([]);
    },
    60_000,
  );

  test(`${COUNT} rows split or joined (seed ${SEED}): no change of law`, () => {
    const { rows, splits, joins } = regroupRows(printed, COUNT, SEED);
    expect(splits + joins).toBe(COUNT);
    expect(lawOf(rows)).toEqual([]);
  }, 60_000);

  test(`${COUNT} changed letters and digits (seed ${SEED}): each is detected`, () => {
    const { rows, edits } = editCells(printed, editLetter, COUNT, SEED);
    const seen = new Set(changesOf(rows).flatMap((change) => change.rows));
    const unseen = edits.filter(({ list, row }) => !seen.has(`${list} ${row + 1}`));
    expect(edits).toHaveLength(COUNT);
    expect(unseen).toEqual([]);
  }, 60_000);
});

function rowsByEntry({ entries, rows }: List) {
  return entries.map((entry, at) => [entry, rows[at] ?? []] as const);
}
