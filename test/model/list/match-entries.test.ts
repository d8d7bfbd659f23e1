import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import {
  canonicalJson,
  mintEntryId,
  mintPartyId,
  mintQuestionId,
} from "../../../src/model/identity.ts";
import {
  type KnownEntry,
  ListIndex,
  placeKey,
  type Settled,
} from "../../../src/model/list/list-index.ts";
import { matchEntries } from "../../../src/model/list/match-entries.ts";
import { decodeDocument } from "../../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { corpusTest } from "../../support/corpus.ts";
import { cite, makeEntry } from "../../support/make-entry.ts";
import { fc } from "../../support/seeded.ts";

const ADDRESS = [{ text: "7 Quai Bas, Lyon", country: "FR" }];

function know(entries: readonly Entry[]): KnownEntry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const twin = seen.get(mintEntryId(entry, 0)) ?? 0;
    seen.set(mintEntryId(entry, 0), twin + 1);
    const ids = { entryId: mintEntryId(entry, twin), partyId: mintPartyId(entry) };
    return { ...ids, version: 1, versions: 1, listed: true, entry, pending: [] };
  });
}

function match(before: readonly Entry[], after: readonly Entry[], settled?: Settled) {
  const list = before[0]?.list ?? "EL";
  const index = new ListIndex(list, "2025-03-24", know(before), settled);
  const { pairs, unknown, missing, doubts } = matchEntries(after, index);
  return {
    pairs: pairs.map(({ known, entry, match: { by } }) => [known.entry.name, by, entry.name]),
    unknown: unknown.map(({ entry }) => entry.name),
    missing: missing.map(({ entry }) => entry.name),
    doubts: doubts.map(({ known, entry }) => [known.entry.name, entry.name]),
  };
}

describe("an entry is matched", () => {
  test.each([
    ["by its name, whatever its punctuation", "Blue Co., Ltd.", { name: "Blue Co Ltd" }, "name"],
    ["by an alias that was its name", "Blue", { name: "Red", aliases: ["Blue"] }, "alias"],
    ["by its address", "Blue", { name: "Red", addresses: ADDRESS }, "address"],
    [
      "by a similar name at a similar address under the same terms",
      "Beijing Blue Sky Technology",
      {
        name: "Beijng Blue Sky Technology",
        addresses: [{ text: "7 Quai Bas, Lyons", country: "FR" }],
      },
      "similar",
    ],
    [
      "by its name, under a citation of its own",
      "Blue",
      { name: "Blue", cited: "2020-01-02" },
      "name",
    ],
  ])("%s", (_, name, { name: after, aliases = [], addresses = [], cited }: Case, by) => {
    const was = makeEntry({ name, addresses: ADDRESS });
    const is = makeEntry({
      ...{ name: after, addresses },
      aliases: aliases.map((alias) => ({ name: alias, type: "aka" as const })),
      ...(cited === undefined ? {} : { citations: [cite(cited, 1)] }),
    });
    expect(match([was], [is])).toMatchObject({
      pairs: [[name, by, after]],
      unknown: [],
      doubts: [],
    });
  });

  test.each([
    ["whose first citation is another", { citations: [cite("2024-05-06", 1)], addresses: ADDRESS }],
    [
      "whose name is alike, at another address",
      { addresses: [{ text: "1 Rue Haute", country: "FR" }] },
    ],
    ["under another destination", { destination: "IRAN", country: "IR", addresses: ADDRESS }],
  ])("but not one %s", (_, part) => {
    const was = makeEntry({ name: "Blue Sky Technology", addresses: ADDRESS });
    const is = makeEntry({ name: "Blue Sky Technologies", ...part });
    expect(match([was], [is])).toMatchObject({
      ...{ pairs: [], unknown: ["Blue Sky Technologies"], missing: ["Blue Sky Technology"] },
    });
  });
});

interface Case {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly addresses?: Entry["addresses"];
  readonly cited?: string;
}

describe("entries that may be one", () => {
  const [red, green] = ["Red", "Green"].map((name) => makeEntry({ name, addresses: ADDRESS }));
  const blue = makeEntry({ name: "Blue", addresses: ADDRESS });
  if (red === undefined || green === undefined) throw new Error("two entries were made");

  test("stay separate and raise a question if several fit, on either side", () => {
    expect(match([red, green], [blue])).toEqual({
      ...{ pairs: [], unknown: ["Blue"], missing: ["Red", "Green"] },
      doubts: [
        ["Red", "Blue"],
        ["Green", "Blue"],
      ],
    });
    expect(match([blue], [red, green])).toMatchObject({
      pairs: [],
      doubts: [
        ["Blue", "Red"],
        ["Blue", "Green"],
      ],
    });
  });

  test("are what a person decided", () => {
    const same = new Map([[mintQuestionId(red, blue), "same"]] as const);
    expect(match([red, green], [blue], same)).toEqual({
      ...{ pairs: [["Red", "settled", "Blue"]], unknown: [], missing: ["Green"], doubts: [] },
    });
    const apart = new Map([[mintQuestionId(red, blue), "apart"]] as const);
    expect(match([red], [blue], apart)).toMatchObject({ pairs: [], doubts: [] });
  });
});

const arbitraryEntry = fc
  .record({
    name: fc.constantFrom("Blue", "Blue Sky", "Red", "Green", "Greene"),
    aliases: fc.subarray(["Blue", "Red", "Green"]),
    address: fc.constantFrom("1 Rue Haute", "7 Quai Bas", "7 Quai Bas, Lyon"),
    day: fc.constantFrom("2019-11-13", "2020-12-22"),
  })
  .map(({ name, aliases, address, day }) =>
    makeEntry({
      name,
      aliases: aliases.map((alias) => ({ name: alias, type: "aka" as const })),
      addresses: [{ text: address, country: "FR" }],
      citations: [cite(day, 1)],
      raw: `${name}, ${aliases.join()}, ${address}, ${day}`,
    }),
  );

describe("any two lists", () => {
  test("pair each entry at most once", () => {
    const lists = fc.tuple(
      fc.array(arbitraryEntry, { maxLength: 8 }),
      fc.array(arbitraryEntry, { maxLength: 8 }),
    );
    fc.assert(
      fc.property(lists, ([before, after]) => {
        const index = new ListIndex("EL", "2025-03-24", know(before));
        const { pairs, unknown, missing } = matchEntries(after, index);
        const ids = pairs.map(({ known }) => known.entryId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(pairs.map(({ at }) => at)).size).toBe(pairs.length);
        expect(pairs.length + unknown.length).toBe(after.length);
        expect(pairs.length + missing.length).toBe(before.length);
      }),
      { numRuns: 500 },
    );
  });

  test("pair the same in any order of rows", () => {
    const list = fc.array(arbitraryEntry, { maxLength: 6 });
    const lists = fc
      .tuple(list, list)
      .chain(([before, after]) =>
        fc.tuple(
          fc.constant(before),
          fc.constant(after),
          fc.shuffledSubarray(after, { minLength: after.length }),
        ),
      );
    const paired = (before: readonly Entry[], after: readonly Entry[]) => {
      const index = new ListIndex("EL", "2025-03-24", know(before));
      return matchEntries(after, index)
        .pairs.map(({ known, entry, match }) => canonicalJson([known.entry, entry, match]))
        .sort();
    };
    fc.assert(
      fc.property(lists, ([before, after, shuffled]) => {
        expect(paired(before, shuffled)).toEqual(paired(before, after));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("namesakes", () => {
  const at = (place: string, date: string) =>
    makeEntry({
      name: "Maple",
      addresses: [{ text: place, country: "FR" }],
      citations: [cite(date, 1)],
      raw: `Maple, ${place}.`,
    });
  const told = (before: readonly Entry[], after: readonly Entry[], settled?: Settled) => {
    const index = new ListIndex("EL", "2025-03-24", know(before), settled);
    const { pairs, missing, unknown, doubts } = matchEntries(after, index);
    const where = ({ raw, citations }: Entry) => `${raw} ${citations[0]?.date}`;
    return {
      pairs: pairs.map(({ known, entry, match }) => [
        where(known.entry),
        where(entry),
        ...match.evidence,
      ]),
      missing: missing.map(({ entry }) => where(entry)),
      unknown: unknown.map(({ entry }) => where(entry)),
      questions: new Set(doubts.map(({ id }) => id)).size,
    };
  };
  const [old, young] = [at("1 Rue Haute", "2015-02-02"), at("1 Rue Haute", "2024-04-04")];

  test.each([
    ["the older", [young], ["Maple, 1 Rue Haute. 2015-02-02"]],
    ["the younger", [old], ["Maple, 1 Rue Haute. 2024-04-04"]],
    ["neither, whatever their order", [young, old], []],
  ])("of one text are distinguished by their citations: %s is removed", (_, after, missing) => {
    const found = told([old, young], after);
    expect(found).toMatchObject({ missing, unknown: [], questions: 0 });
    for (const [before, now] of found.pairs) expect(now).toBe(before);
  });

  test("of one rule are distinguished by similar addresses", () => {
    const before = [
      at("100 Main Street, Toronto, Ontario", "2015-02-02"),
      at("9 Quai Jules Courmont, Lyon", "2015-02-02"),
    ];
    const after = [
      at("9 Quai Jules Courmont, Apt. 2, Lyon", "2015-02-02"),
      at("100 Main Street, Suite 5, Toronto, Ontario", "2015-02-02"),
    ];
    const why = "the first citation is the same, and an address alike";
    expect(told(before, after)).toMatchObject({
      pairs: [
        [
          "Maple, 9 Quai Jules Courmont, Lyon. 2015-02-02",
          "Maple, 9 Quai Jules Courmont, Apt. 2, Lyon. 2015-02-02",
          why,
        ],
        [
          "Maple, 100 Main Street, Toronto, Ontario. 2015-02-02",
          "Maple, 100 Main Street, Suite 5, Toronto, Ontario. 2015-02-02",
          why,
        ],
      ],
      questions: 0,
    });
  });

  test("that cannot be distinguished stay separate and raise each question once", () => {
    const before = [at("1 Rue Haute", "2015-02-02"), at("7 Quai Bas", "2015-02-02")];
    const after = [at("Dubai", "2015-02-02"), at("Ankara", "2015-02-02")];
    expect(told(before, after)).toMatchObject({ pairs: [], questions: 4 });
    const [first, second] = [before[0], after[1]];
    if (first === undefined || second === undefined) throw new Error("two of each were made");
    const id = mintQuestionId(first, second);
    expect(told(before, after, new Map([[id, "same"]]))).toMatchObject({
      pairs: [
        [
          "Maple, 7 Quai Bas. 2015-02-02",
          "Maple, Dubai. 2015-02-02",
          "the first citation is the same",
        ],
        ["Maple, 1 Rue Haute. 2015-02-02", "Maple, Ankara. 2015-02-02", "a person said so"],
      ],
      questions: 0,
    });
    expect(told(before, after, new Map([[id, "apart"]]))).toMatchObject({ questions: 3 });
  });
});

corpusTest(
  "the names that stand twice under one destination are two entries each, in any order",
  "ecfr/part744-2026-03-25.xml.gz",
  (bytes) => {
    const [list] = parseSnapshot(decodeDocument(bytes)).lists.filter(({ list }) => list === "EL");
    const entries = list?.entries ?? [];
    const names = [...Map.groupBy(entries, placeKey).values()];
    // By the first words of their cells 14 do; five of them by the whole name.
    expect(names.filter(({ length }) => length > 1)).toHaveLength(5);
    const index = new ListIndex("EL", "2026-03-25", know(entries));
    const { pairs, unknown, missing } = matchEntries(entries.toReversed(), index);
    expect([unknown, missing]).toEqual([[], []]);
    expect(pairs.every(({ known, entry }) => known.entry === entry)).toBe(true);
  },
);
