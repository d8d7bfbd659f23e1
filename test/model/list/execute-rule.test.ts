import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import { executeRule } from "../../../src/model/list/execute-rule.ts";
import { type KnownEntry, ListIndex } from "../../../src/model/list/list-index.ts";
import type { Rule } from "../../../src/model/reading/rule.ts";
import { cite, instruct, makeEntry, makeRule } from "../../support/make-entry.ts";

const NEW = { citations: [cite("2025-03-28", null)] };

function known(entry: Entry, twin = 0): KnownEntry {
  return {
    entryId: mintEntryId(entry, twin),
    partyId: mintPartyId(entry),
    version: 1,
    versions: 1,
    listed: true,
    entry,
    pending: [],
  };
}

function execute(rule: Rule, listed: readonly KnownEntry[], asOf: string | null = "2025-03-24") {
  const index = new ListIndex("EL", asOf, listed);
  const rows = rule.entries.map((_, at) => [at + 1]);
  return { index, ...executeRule(rule, rows, index) };
}

describe("a rule executed on the known list", () => {
  test("adds what is not listed", () => {
    const entries = [makeEntry({ name: "Alpha", ...NEW }), makeEntry({ name: "Beta", ...NEW })];
    const { changes, problems, index } = execute(
      makeRule({ entries, amendments: [instruct("add", entries)] }),
      [],
    );
    expect(changes.map(({ op, after, version }) => [op, after?.name, version])).toEqual([
      ["added", "Alpha", 1],
      ["added", "Beta", 1],
    ]);
    expect(problems).toEqual([]);
    expect(index.listed()).toHaveLength(2);
  });

  test("read a second time changes nothing", () => {
    const entries = [makeEntry({ name: "Alpha", ...NEW })];
    const rule = makeRule({ entries, amendments: [instruct("add", entries)] });
    const { index } = execute(rule, []);
    expect(executeRule(rule, [[1]], index)).toMatchObject({ changes: [], problems: [] });
  });

  test("that a snapshot shows already changes nothing", () => {
    const entries = [makeEntry({ name: "Alpha", ...NEW })];
    const codified = makeEntry({ name: "Alpha", citations: [cite("2025-03-28", 14035)] });
    const rule = makeRule({ entries, amendments: [instruct("add", entries)] });
    expect(execute(rule, [known(codified)], "2025-04-01")).toMatchObject({
      changes: [],
      problems: [],
    });
  });

  test("adds a second entry of a listed name, keeps the two separate and reports it", () => {
    const entries = [makeEntry({ name: "Alpha", ...NEW })];
    const twin = known(makeEntry({ name: "Alpha" }));
    const { changes, problems, index } = execute(
      makeRule({ entries, amendments: [instruct("add", entries)] }),
      [twin],
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.entryId).not.toBe(twin.entryId);
    expect(problems).toMatchObject([{ code: "add/already-listed" }]);
    expect(index.listed()).toHaveLength(2);
  });

  test("gives twins of one rule different ids", () => {
    const entries = [
      makeEntry({ name: "Alpha", ...NEW }),
      makeEntry({ name: "Alpha", ...NEW, raw: "Alpha, elsewhere" }),
    ];
    const rule = makeRule({ entries, amendments: [instruct("add", entries)] });
    const { index } = execute(rule, []);
    // The second cites the rule just as the first does: an addition is executed once per row, not per name.
    expect(new Set(index.listed().map(({ entryId }) => entryId)).size).toBe(2);
    expect(executeRule(rule, [[1], [2]], index).changes).toEqual([]);
  });

  test("revises an entry with what changed and keeps its id", () => {
    const before = makeEntry({ name: "Dart Aviation" });
    const after = makeEntry({
      name: "Dart Aviation",
      aliases: [{ name: "Almo Aero", type: "aka" }],
      citations: [...before.citations, cite("2025-03-28", null)],
    });
    const { changes, problems } = execute(
      makeRule({ entries: [after], amendments: [instruct("revise", [after])] }),
      [known(before)],
    );
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([
      { op: "modified", class: "substantive", entryId: known(before).entryId, version: 2 },
    ]);
    expect(changes[0]?.changes.map(({ field }) => field)).toEqual(["aliases", "citations"]);
  });

  test("revises an entry whose name changes, by the quoted name", () => {
    const before = makeEntry({ name: "Old Name" });
    const after = makeEntry({
      name: "New Name",
      citations: [...before.citations, ...NEW.citations],
    });
    const { changes } = execute(
      makeRule({
        entries: [after],
        amendments: [instruct("revise", [after], { names: ["Old Name"] })],
      }),
      [known(before)],
    );
    expect(changes).toMatchObject([{ op: "modified", entryId: known(before).entryId }]);
  });

  test("distinguishes twins by their first citation", () => {
    const first = makeEntry({ name: "Alpha", citations: [cite("2019-11-13")] });
    const second = makeEntry({ name: "Alpha", citations: [cite("2021-06-01")] });
    const after = makeEntry({
      name: "Alpha",
      remarks: "closed",
      citations: [cite("2021-06-01"), ...NEW.citations],
    });
    const { changes } = execute(
      makeRule({ entries: [after], amendments: [instruct("revise", [after])] }),
      [known(first), known(second)],
    );
    expect(changes).toMatchObject([{ entryId: known(second).entryId }]);
  });

  test("does not guess between indistinguishable twins", () => {
    const twin = makeEntry({ name: "Alpha" });
    const after = makeEntry({ name: "Alpha", remarks: "closed" });
    const { changes, problems } = execute(
      makeRule({ entries: [after], amendments: [instruct("revise", [after])] }),
      [known(twin, 0), known(twin, 1)],
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "revise/ambiguous" }]);
  });

  test("a revision of an entry never seen is reported with an unknown earlier text", () => {
    const after = makeEntry({ name: "Alpha", citations: [cite("2019-11-13"), ...NEW.citations] });
    const { changes, problems } = execute(
      makeRule({ entries: [after], amendments: [instruct("revise", [after])] }),
      [],
    );
    expect(changes).toMatchObject([{ op: "modified", before: null, class: "substantive" }]);
    expect(problems).toMatchObject([{ code: "revise/not-listed" }]);
  });

  test("a revision that changes nothing is a problem and no news", () => {
    const same = makeEntry({ name: "Alpha" });
    const { changes, problems } = execute(
      makeRule({ entries: [same], amendments: [instruct("revise", [same])] }),
      [known(same)],
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "revise/no-change" }]);
  });

  test("removes the entry whose head it quotes, even into the address", () => {
    const listed = makeEntry({ name: "Alpha", raw: "Alpha, 1 Rue Haute, Paris, France." });
    const { changes, problems, index } = execute(
      makeRule({ amendments: [instruct("remove", [listed], { names: ["Alpha, 1 Rue Haute"] })] }),
      [known(listed), known(makeEntry({ name: "Alphabet" }))],
    );
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ op: "removed", before: { name: "Alpha" }, after: null }]);
    expect(index.listed().map(({ entry }) => entry.name)).toEqual(["Alphabet"]);
  });

  test("does not remove an entry of that name under another destination", () => {
    const elsewhere = makeEntry({ name: "Alpha", destination: "IRAN", country: "IR" });
    const { changes, problems } = execute(
      makeRule({ amendments: [instruct("remove", [makeEntry({ name: "Alpha" })])] }),
      [known(elsewhere)],
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "remove/not-listed" }]);
  });

  test("older than the list by more than the eCFR's lag adds nothing that the list lacks", () => {
    const entries = [makeEntry({ name: "Alpha", ...NEW })];
    const { changes, problems } = execute(
      makeRule({ entries, amendments: [instruct("add", entries)] }),
      [],
      "2026-03-25",
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "add/not-in-later-snapshot" }]);
  });

  test("older than the entry's current text takes nothing back", () => {
    const later = makeEntry({ name: "Alpha", citations: [cite("2019-11-13"), cite("2026-01-02")] });
    const stale = makeEntry({ name: "Alpha", citations: [cite("2019-11-13"), ...NEW.citations] });
    const { changes } = execute(
      makeRule({ entries: [stale], amendments: [instruct("revise", [stale])] }),
      [known(later)],
    );
    expect(changes).toEqual([]);
  });

  test("of the same day as another rule on the entry is executed after it, and once", () => {
    const before = makeEntry({ name: "Alpha" });
    const first = makeRule({ documentNumber: "2025-00001", amendments: [] });
    const byFirst = { ...before, citations: [...before.citations, ...NEW.citations] };
    const after = {
      ...byFirst,
      remarks: "closed",
      citations: [...byFirst.citations, ...NEW.citations],
    };
    const second = makeRule({
      documentNumber: "2025-00002",
      entries: [after],
      amendments: [instruct("revise", [after])],
    });
    const pendingOf = ({ documentNumber, publicationDate, effectiveOn }: Rule) => ({
      changeId: "change_1",
      op: "modified" as const,
      documentNumber,
      publicationDate,
      effectiveOn,
    });
    const known1 = { ...known(byFirst), pending: [pendingOf(first)] };
    expect(execute(second, [known1]).changes).toMatchObject([{ op: "modified" }]);
    const known2 = { ...known(after), pending: [pendingOf(first), pendingOf(second)] };
    expect(execute(second, [known2])).toMatchObject({ changes: [], problems: [] });
  });

  test("published late but not yet in force is no history, however new the list", () => {
    const listed = makeEntry({ name: "Alpha" });
    const rule = { effectiveOn: "2025-05-01", amendments: [instruct("remove", [listed])] };
    const { changes } = execute(makeRule(rule), [known(listed)], "2025-04-20");
    expect(changes).toMatchObject([{ op: "removed" }]);
  });

  test("silently removes an entry that the list of that day no longer shows", () => {
    const gone = { amendments: [instruct("remove", [makeEntry({ name: "Gone" })])] };
    expect(execute(makeRule(gone), [], "2025-03-28")).toMatchObject({ changes: [], problems: [] });
    expect(execute(makeRule(gone), [], "2025-03-27").problems).toMatchObject([
      { code: "remove/not-listed" },
    ]);
  });

  test("much older than the list removes nothing, and reports what is still listed", () => {
    const listed = makeEntry({ name: "Alpha" });
    const { changes, problems } = execute(
      makeRule({ amendments: [instruct("remove", [listed])] }),
      [known(listed)],
      "2026-03-25",
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "remove/still-in-later-snapshot" }]);
  });

  test("redesignates an entry to the destination of its row, and the entry keeps its id", () => {
    const before = makeEntry({ name: "Alpha", destination: "HONG KONG", country: "HK" });
    const after = makeEntry({
      name: "Alpha",
      destination: "CHINA, PEOPLE'S REPUBLIC OF",
      country: "CN",
      citations: [...before.citations, ...NEW.citations],
    });
    const amendment = { ...instruct("redesignate", [after]), destination: "HONG KONG" };
    const rule = makeRule({ entries: [after], amendments: [amendment] });
    const { changes, problems, index } = execute(rule, [known(before)]);
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([
      { op: "modified", class: "substantive", entryId: known(before).entryId, version: 2 },
    ]);
    expect(changes[0]?.changes.map(({ field }) => field)).toEqual(["destination", "citations"]);
    expect(index.named("Alpha", before)).toEqual([]);
    expect(index.named("Alpha", after)).toHaveLength(1);
    expect(executeRule(rule, [[1]], index)).toMatchObject({ changes: [], problems: [] });
  });

  test("does not redesignate an entry that is not listed there, or without a row", () => {
    const listed = known(makeEntry({ name: "Alpha" }));
    const after = makeEntry({ name: "Alpha", destination: "IRAN", country: "IR", ...NEW });
    const from = (destination: string, entries: Entry[]) => {
      const amendment = { ...instruct("redesignate", entries, { names: ["Alpha"] }), destination };
      return execute(makeRule({ entries, amendments: [amendment] }), [listed]);
    };
    expect(from("IRAQ", [after])).toMatchObject({
      changes: [],
      problems: [{ code: "redesignate/not-listed" }],
    });
    expect(from("FRANCE", [])).toMatchObject({
      changes: [],
      problems: [{ code: "amendment/not-executed" }],
    });
  });

  test("corrects an entry like a revision; a correction of a rule's print changes no entry", () => {
    const before = makeEntry({ name: "Alpha" });
    const after = makeEntry({ name: "Alpha", remarks: "closed" });
    const amendments = [instruct("correct", [after])];
    const byRule = execute(makeRule({ entries: [after], amendments }), [known(before)]);
    expect(byRule.problems).toEqual([]);
    expect(byRule.changes).toMatchObject([{ op: "modified", entryId: known(before).entryId }]);
    const documentNumber = "C1-2025-00001";
    const byPrint = makeRule({ documentNumber, entries: [after], amendments });
    expect(execute(byPrint, [known(before)])).toMatchObject({
      changes: [],
      problems: [{ code: "amendment/not-executed" }],
    });
  });
});
