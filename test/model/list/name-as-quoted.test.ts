/** The list's text ends the name `Foo, Bar Holding` at its comma; the rule's instruction does not. Both are one entry. */

import { describe, expect, test } from "vitest";
import { type Entry, NAME_QUOTED } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import { compareSnapshot } from "../../../src/model/list/compare-snapshot.ts";
import { executeRule } from "../../../src/model/list/execute-rule.ts";
import { type KnownEntry, ListIndex } from "../../../src/model/list/list-index.ts";
import { cite, instruct, makeEntry, makeRule } from "../../support/make-entry.ts";

const RULE_DAY = "2025-03-28";
const text = {
  raw: "Foo, Bar Holding, 1 Rue Haute, Paris, France.",
  citations: [cite(RULE_DAY, 14035)],
};
const byRule = makeEntry({
  ...text,
  name: "Foo, Bar Holding",
  citations: [cite(RULE_DAY, null)],
  flags: [NAME_QUOTED],
});
const byList = makeEntry({
  ...text,
  name: "Foo",
  addresses: [{ text: "Bar Holding, 1 Rue Haute, Paris, France", country: "FR" }],
});

function known(entry: Entry, part: Partial<KnownEntry> = {}): KnownEntry {
  const ids = { entryId: mintEntryId(entry, 0), partyId: mintPartyId(entry) };
  return { ...ids, version: 1, versions: 1, listed: true, entry, pending: [], ...part };
}

function pendingOf(op: "added" | "removed") {
  const dates = { publicationDate: RULE_DAY, effectiveOn: null };
  return [{ changeId: `change_${op}`, op, documentNumber: "2025-00001", ...dates }];
}

function compare(entries: readonly Entry[], listed: readonly KnownEntry[]) {
  const index = new ListIndex("EL", "2025-03-24", listed);
  const counts = { continuations: 0, headings: 0, reserved: 0, quarantined: 0 };
  const tally = { rows: entries.length, entries: entries.length, ...counts };
  const rows = entries.map((_, at) => [at + 1]);
  const reading = { list: "EL" as const, entries, rows, tally, destinations: 1, notes: [] };
  return { index, ...compareSnapshot(reading, "2025-04-01", index) };
}

describe("an entry whose name its rule quotes", () => {
  test("is codified by a list that shows its text, and keeps its name", () => {
    const { changes, codified, waiting, missing, index } = compare(
      [byList],
      [known(byRule, { pending: pendingOf("added") })],
    );
    expect([changes, waiting, missing]).toEqual([[], [], []]);
    expect(codified).toHaveLength(1);
    expect(index.listed().map(({ entry }) => entry.name)).toEqual(["Foo, Bar Holding"]);
  });

  test("is found in every later list", () => {
    expect(compare([byList], [known({ ...byRule, ...text })])).toMatchObject({
      changes: [],
      missing: [],
    });
  });

  test("that was removed is not news while a list still shows it", () => {
    const removed = known(byRule, { listed: false, pending: pendingOf("removed") });
    expect(compare([byList], [removed])).toMatchObject({ changes: [], codified: [] });
  });

  test("is not added again if a list showed it before the rule was read", () => {
    const rule = makeRule({ entries: [byRule], amendments: [instruct("add", [byRule])] });
    const index = new ListIndex("EL", "2025-04-01", [known(byList)]);
    expect(executeRule(rule, [[1]], index)).toMatchObject({ changes: [], problems: [] });
  });

  test("is not missing from a list long after its rule", () => {
    const rule = makeRule({ entries: [byRule], amendments: [instruct("add", [byRule])] });
    const index = new ListIndex("EL", "2026-03-25", [known(byList)]);
    expect(executeRule(rule, [[1]], index)).toMatchObject({ changes: [], problems: [] });
  });

  test("is not matched with another text", () => {
    const other = { ...byList, raw: "Foo, 2 Rue Basse, Lyon, France." };
    const { changes } = compare([other], [known(byRule)]);
    expect(changes.map(({ op }) => op)).toEqual(["added", "removed"]);
  });
});
