import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import { compareSnapshot, lossLimit } from "../../../src/model/list/compare-snapshot.ts";
import {
  type KnownEntry,
  ListIndex,
  type PendingChange,
} from "../../../src/model/list/list-index.ts";
import type { ListReading } from "../../../src/model/reading/reading.ts";
import { cite, makeEntry } from "../../support/make-entry.ts";
import { fc } from "../../support/seeded.ts";

const RULE_DAY = "2025-03-28";

function known(entry: Entry, part: Partial<KnownEntry> = {}): KnownEntry {
  return {
    entryId: mintEntryId(entry, 0),
    partyId: mintPartyId(entry),
    version: 1,
    versions: 1,
    listed: true,
    entry,
    pending: [],
    ...part,
  };
}

function pending(op: PendingChange["op"]): PendingChange[] {
  const changeId = `change_${op}`;
  const rule = { documentNumber: "2025-00001", publicationDate: RULE_DAY, effectiveOn: null };
  return [{ changeId, op, ...rule }];
}

function readingOf(entries: readonly Entry[], quarantined = 0): ListReading {
  const counts = { continuations: 0, headings: 0, reserved: 0, quarantined };
  return {
    list: "EL",
    entries,
    rows: entries.map((_, at) => [at + 1]),
    tally: { rows: entries.length, entries: entries.length, ...counts },
    destinations: 1,
    notes: [],
  };
}

function compare(
  entries: readonly Entry[],
  listed: readonly KnownEntry[],
  { asOf = "2025-04-01", quarantined = 0 } = {},
) {
  const index = new ListIndex("EL", "2025-03-24", listed);
  return compareSnapshot(readingOf(entries, quarantined), asOf, index);
}

const nothing = { changes: [], codified: [], missing: [] };

describe("a snapshot compared with the known list", () => {
  test("that shows the same list finds nothing", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/)), (names) => {
        const entries = names.map((name) => makeEntry({ name }));
        const found = compare(
          entries,
          entries.map((entry) => known(entry)),
        );
        expect(found).toMatchObject(nothing);
      }),
    );
  });

  test("finds changes that no rule explains", () => {
    const { changes } = compare(
      [
        makeEntry({ name: "Alpha", remarks: "closed" }),
        makeEntry({ name: "Gamma", citations: [cite("2025-02-01")] }),
      ],
      [known(makeEntry({ name: "Alpha" })), known(makeEntry({ name: "Beta" }))],
    );
    expect(changes.map(({ op, after, before }) => [op, (after ?? before)?.name])).toEqual([
      ["modified", "Alpha"],
      ["added", "Gamma"],
      ["removed", "Beta"],
    ]);
  });

  test("that lags behind a rule does not contradict its changes", () => {
    const old = makeEntry({ name: "Alpha" });
    const revised = {
      ...old,
      remarks: "closed",
      citations: [...old.citations, cite(RULE_DAY, null)],
    };
    const found = compare(
      [old, makeEntry({ name: "Removed" })],
      [
        known(revised, { version: 2, pending: pending("modified") }),
        known(makeEntry({ name: "Added", citations: [cite(RULE_DAY, null)] }), {
          pending: pending("added"),
        }),
        known(makeEntry({ name: "Removed" }), {
          listed: false,
          version: 2,
          pending: pending("removed"),
        }),
      ],
    );
    expect(found).toMatchObject(nothing);
  });

  test("that shows a rule's changes codifies them, and fills in the page", () => {
    const added = makeEntry({ name: "Added", citations: [cite(RULE_DAY, null)] });
    const removed = makeEntry({ name: "Removed" });
    const { changes, codified } = compare(
      [makeEntry({ name: "Added", citations: [cite(RULE_DAY, 14035)] })],
      [
        known(added, { pending: pending("added") }),
        known(removed, { listed: false, version: 2, pending: pending("removed") }),
      ],
    );
    expect(changes).toEqual([]);
    expect(codified.map((one) => [one.pending.op, one.change?.class ?? null])).toEqual([
      ["added", "citation"],
      ["removed", null],
    ]);
  });

  test("that renames an entry keeps its id if an alias or address and the citation match", () => {
    const before = makeEntry({ name: "Old Name" });
    const { changes } = compare([makeEntry({ name: "New Name" })], [known(before)]);
    expect(changes).toMatchObject([{ op: "modified", entryId: known(before).entryId }]);
  });

  test("pairs two entries of one name with their own texts", () => {
    const [first, second] = [
      makeEntry({ name: "Alpha", raw: "first", citations: [cite("2019-11-13")] }),
      makeEntry({ name: "Alpha", raw: "second", citations: [cite("2021-06-01")] }),
    ];
    const listed = [known(first), known(second)];
    expect(compare([second, first], listed)).toMatchObject(nothing);
  });

  test("does not pair namesakes that share nothing else", () => {
    const [first, second] = [
      makeEntry({ name: "Alpha", raw: "first", citations: [cite("2019-11-13")] }),
      makeEntry({ name: "Alpha", raw: "second", citations: [cite("2021-06-01")] }),
    ];
    const other = makeEntry({
      name: "Alpha",
      raw: "third",
      citations: [cite("2025-02-01")],
      addresses: [{ text: "9 Quai Bas, Lyon, France", country: "FR" }],
    });
    const { changes } = compare([first, other], [known(first), known(second)]);
    expect(changes.map(({ op }) => op)).toEqual(["added", "removed"]);
  });

  test("with an unreadable row removes nothing, and counts the missing entries", () => {
    const listed = [known(makeEntry({ name: "Alpha" })), known(makeEntry({ name: "Beta" }))];
    const removed = known(makeEntry({ name: "Gone" }), {
      listed: false,
      pending: pending("removed"),
    });
    const found = compare([makeEntry({ name: "Alpha" })], [...listed, removed], { quarantined: 1 });
    expect(found).toMatchObject({ ...nothing, missing: [listed[1]] });
  });

  test("that still prints a removed entry in other words does not list it again", () => {
    const gone = makeEntry({ name: "Gone" });
    const removed = known(gone, { listed: false, pending: pending("removed") });
    expect(compare([{ ...gone, raw: "Gone , 1 Rue Haute" }], [removed])).toMatchObject(nothing);
  });

  test("that lags for long is reported, and leaves the rule's changes", () => {
    const old = makeEntry({ name: "Alpha" });
    const revised = { ...old, remarks: "closed", citations: [...old.citations, cite(RULE_DAY)] };
    const listed = [
      known(revised, { version: 2, pending: pending("modified") }),
      known(makeEntry({ name: "Added" }), { pending: pending("added") }),
    ];
    const found = compare([old], listed, { asOf: "2025-04-11" });
    expect(found).toMatchObject(nothing);
    expect(found.waiting.map((waiting) => [waiting.known, waiting.pending])).toEqual([
      [listed[0], ...pending("modified")],
      [listed[1], ...pending("added")],
    ]);
  });

  test("that cites a later rule than the one it does not show is trusted", () => {
    const old = makeEntry({ name: "Alpha" });
    const revised = { ...old, citations: [...old.citations, cite(RULE_DAY)] };
    const later = { ...old, remarks: "closed", citations: [...old.citations, cite("2025-06-01")] };
    const listed = [known(revised, { version: 2, pending: pending("modified") })];
    const { changes } = compare([later], listed, { asOf: "2025-06-03" });
    expect(changes).toMatchObject([{ op: "modified", class: "substantive", after: later }]);
  });

  test.each([
    [100, 5],
    [3411, 34],
  ])("a list of %i entries may lose %i before it counts as faulty", (listed, limit) => {
    expect(lossLimit(listed)).toBe(limit);
  });
});
