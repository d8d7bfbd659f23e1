import { expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { draftRuleChange } from "../../../src/model/events/draft-events.ts";
import { draftRuleShown } from "../../../src/model/events/draft-rule.ts";
import { isEntityEvent } from "../../../src/model/events/event.ts";
import type { ListChange } from "../../../src/model/list/list-change.ts";
import type { Amendment, Justification } from "../../../src/model/reading/rule.ts";
import { makeEntry, makeRule } from "../../support/make-entry.ts";

const FROM = {
  historical: false,
  knownFrom: "2025-03-28T13:00:00Z",
  provenance: { documentId: "rule-1", sha256: "0", asOf: null, parser: "test" },
};

function remove(...names: string[]): Amendment {
  return { op: "remove", list: "EL", destination: "FRANCE", names, text: "", entryIndexes: [] };
}

function passage(text: string, ...names: string[]): Justification {
  return {
    names,
    entryIndexes: [],
    text,
    sections: ["744.16"],
    footnotes: [4],
    licenseReviewPolicy: null,
  };
}

function removal(before: Entry): ListChange {
  return {
    changeId: "change-1",
    op: "removed",
    class: "substantive",
    entryId: "entry-1",
    partyId: "party-1",
    version: 2,
    before,
    after: null,
    changes: [],
    row: null,
  };
}

function reasonsOf(before: Entry, names: readonly string[]) {
  const rule = makeRule({
    amendments: [remove(...names)],
    justifications: names.map((name) => passage(`because of ${name}`, name)),
  });
  const draft = draftRuleChange(rule, removal(before), "law", FROM);
  return isEntityEvent(draft) ? draft.data.justifications : null;
}

test.each([
  // The entry's name, the quotations of the instruction, and the quotation that belongs to the entry.
  ["Blue Works", ["Blue Works"], "Blue Works"],
  ["Blue Works", ["Blue Works, 1 Rue Haute"], "Blue Works, 1 Rue Haute"],
  ["Blue Works Trading", ["Blue Works"], "Blue Works"],
  ["Blue Works Trading", ["Blue Works", "Blue Works Trading"], "Blue Works Trading"],
  ["Blue Works Trading", ["Blue Works Tradings"], null],
])("the removal of %s finds its justification among those of %j", (name, quoted, expected) => {
  const reasons = reasonsOf(makeEntry({ name }), quoted);
  expect(reasons).toEqual(
    expected === null
      ? null
      : [
          {
            text: `because of ${expected}`,
            sections: ["744.16"],
            footnotes: [4],
            licenseReviewPolicy: null,
          },
        ],
  );
});

test("a rule event counts the parties without a justification", () => {
  const rule = makeRule({
    amendments: [
      { ...remove("Blue"), op: "add", entryIndexes: [0, 1] },
      remove("Red Works", "Grey Works"),
    ],
    entries: [makeEntry({ name: "Blue" }), makeEntry({ name: "Blue", destination: "IRAN" })],
    justifications: [{ ...passage("because", "Blue", "Red Works"), entryIndexes: [1] }],
  });
  expect(draftRuleShown(rule, [], FROM).data).toMatchObject({ parties: 3, unjustified: 2 });
});
