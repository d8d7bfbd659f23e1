/** Moves between destinations by one instruction, and removals that the summary contradicts. */

import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import { executeRule } from "../../../src/model/list/execute-rule.ts";
import { type KnownEntry, ListIndex } from "../../../src/model/list/list-index.ts";
import type { Amendment, ClaimCounts, Rule } from "../../../src/model/reading/rule.ts";
import { cite, instruct, makeEntry, makeRule } from "../../support/make-entry.ts";

const before = makeEntry({ name: "Alpha", destination: "HONG KONG", country: "HK" });
const after = makeEntry({
  name: "Alpha",
  destination: "CHINA",
  country: "CN",
  citations: [cite("2025-03-28", null)],
});
const text = "a. Removing from under HONG KONG the entry for “Alpha” and adding it under CHINA;";
const takeAway: Amendment = { ...instruct("remove", [before]), text };
const putThere: Amendment = { ...instruct("add", [after]), text };

function known(entry: Entry): KnownEntry {
  const [entryId, partyId] = [mintEntryId(entry, 0), mintPartyId(entry)];
  return { entryId, partyId, version: 1, versions: 1, listed: true, entry, pending: [] };
}

function execute(rule: Rule, listed: readonly Entry[]) {
  const index = new ListIndex("EL", "2025-03-24", listed.map(known));
  const rows = rule.entries.map((_, at) => [at + 1]);
  return { index, ...executeRule(rule, rows, index) };
}

describe("a move", () => {
  test.each([
    ["printed first", [takeAway, putThere]],
    ["printed last", [putThere, takeAway]],
  ])("removes the entry and adds it elsewhere, the removal %s", (_, amendments) => {
    const rule = makeRule({ entries: [after], amendments });
    const { changes, problems, index } = execute(rule, [before]);
    expect(problems).toEqual([]);
    expect(changes.map(({ op }) => op)).toEqual(["removed", "added"]);
    expect(index.listed().map(({ entry }) => entry.destination)).toEqual(["CHINA"]);
  });

  test("of an entry not listed there adds nothing", () => {
    const rule = makeRule({ entries: [after], amendments: [takeAway, putThere] });
    const { changes, problems } = execute(rule, [makeEntry({ name: "Beta" })]);
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual([
      "remove/not-listed",
      "amendment/not-executed",
    ]);
  });
});

describe("a removal whose destination the summary contradicts", () => {
  const alpha = makeEntry({ name: "Alpha", destination: "RUSSIA", country: "RU" });
  const claims = (...destinations: ClaimCounts["destinations"]) => {
    const removed = { entities: 1, entries: 1, addresses: null, destinations };
    return { lists: ["EL" as const], added: null, revised: null, removed, text: "removes one" };
  };
  const ruleOf = (...destinations: ClaimCounts["destinations"]) =>
    makeRule({ amendments: [instruct("remove", [alpha])], claims: claims(...destinations) });
  const georgia = { destination: "Georgia", country: "GE", count: 1 };
  const russia = { destination: "Russia", country: "RU", count: 1 };

  test("is not executed", () => {
    const { changes, problems } = execute(ruleOf(georgia), [alpha]);
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "amendment/contradicted" }]);
  });

  test("is executed where the summary names its destination, or none", () => {
    for (const rule of [ruleOf(russia), ruleOf()]) {
      expect(execute(rule, [alpha])).toMatchObject({ changes: [{ op: "removed" }], problems: [] });
    }
  });

  test("is executed where the summary disagrees about another destination only", () => {
    const rule = ruleOf(russia, georgia);
    expect(execute(rule, [alpha])).toMatchObject({ changes: [{ op: "removed" }], problems: [] });
  });
});
