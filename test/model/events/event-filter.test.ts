import { describe, expect, test } from "vitest";
import type { EventDraft } from "../../../src/model/events/event.ts";
import { type EventFilter, passes } from "../../../src/model/events/event-filter.ts";
import { makeDraft } from "../../support/fill-log.ts";
import { makeEntry } from "../../support/make-entry.ts";

const FRENCH = makeEntry({ name: "Alpha" });
const CHINESE = makeEntry({
  name: "Alpha",
  destination: "CHINA, PEOPLE'S REPUBLIC OF",
  country: "CN",
  addresses: [{ text: "Hong Kong", country: "HK" }],
});

function entityEvent(data: Record<string, unknown> = {}): EventDraft {
  const draft = makeDraft(1);
  const base = { ...draft.data, list: "EL", class: "substantive", historical: false };
  return {
    ...draft,
    type: "entity.modified",
    data: { ...base, before: FRENCH, after: CHINESE, ...data } as EventDraft["data"],
  };
}

const RULE = {
  id: "event_r",
  type: "rule.published",
  subject: "2025-00001",
  data: { changeId: "c", historical: false, stage: "published", lists: ["EL", "MEU"] },
} as unknown as EventDraft;

const BASELINE = {
  id: "event_b",
  type: "list.baselined",
  subject: "EL",
  data: { changeId: "c", historical: false, list: "EL", entries: [{ entry: CHINESE }] },
} as unknown as EventDraft;

const MERGED = {
  id: "event_m",
  type: "entry.merged",
  subject: "entry_1",
  data: { changeId: "c", historical: false, list: "EL", entry: CHINESE },
} as unknown as EventDraft;

describe("a filter", () => {
  test("that is empty passes everything", () => {
    for (const event of [entityEvent(), RULE, BASELINE, MERGED])
      expect(passes({}, event)).toBe(true);
  });

  test.each<[string, EventFilter, boolean]>([
    ["its type", { types: ["entity.modified"] }, true],
    ["one of several types", { types: ["entity.added", "entity.modified"] }, true],
    ["another type", { types: ["entity.added"] }, false],
    ["its list", { lists: ["EL"] }, true],
    ["another list", { lists: ["UVL", "MEU"] }, false],
    ["the country after", { countries: ["CN"] }, true],
    ["the country before", { countries: ["FR"] }, true],
    ["the country of an address", { countries: ["HK"] }, true],
    ["another country", { countries: ["RU"] }, false],
    ["the destination after", { destinations: ["CHINA, PEOPLE'S REPUBLIC OF"] }, true],
    ["the destination before", { destinations: ["FRANCE"] }, true],
    ["a part of the destination", { destinations: ["CHINA"] }, false],
    ["its class", { classes: ["substantive"] }, true],
    ["another class", { classes: ["citation", "editorial"] }, false],
    ["what is not history", { historical: false }, true],
    ["history", { historical: true }, false],
    ["no type at all", { types: [] }, false],
    [
      "all of it",
      {
        types: ["entity.modified"],
        lists: ["EL"],
        countries: ["CN"],
        classes: ["substantive"],
        historical: false,
      },
      true,
    ],
    [
      "all of it but one",
      { types: ["entity.modified"], lists: ["EL"], countries: ["RU"], classes: ["substantive"] },
      false,
    ],
  ])("that asks for %s", (_name, filter, expected) => {
    expect(passes(filter, entityEvent())).toBe(expected);
  });

  test("considers the entry of an addition or a removal", () => {
    expect(passes({ countries: ["FR"] }, entityEvent({ before: null }))).toBe(false);
    expect(passes({ countries: ["CN"] }, entityEvent({ before: null }))).toBe(true);
    expect(passes({ countries: ["FR"] }, entityEvent({ after: null }))).toBe(true);
    expect(passes({ countries: ["FR"] }, entityEvent({ before: null, after: null }))).toBe(false);
  });

  test("of a country does not match an unknown country", () => {
    const nowhere = { ...FRENCH, country: null, addresses: [{ text: "somewhere", country: null }] };
    expect(passes({ countries: ["FR"] }, entityEvent({ before: nowhere, after: nowhere }))).toBe(
      false,
    );
  });

  test("matches a rule by each of its lists, and by no country or class", () => {
    expect(passes({ lists: ["MEU"] }, RULE)).toBe(true);
    expect(passes({ lists: ["UVL"] }, RULE)).toBe(false);
    expect(passes({ countries: ["CN"] }, RULE)).toBe(false);
    expect(passes({ classes: ["substantive"] }, RULE)).toBe(false);
  });

  test("matches a baseline by its list, not by its entries", () => {
    expect(passes({ lists: ["EL"] }, BASELINE)).toBe(true);
    expect(passes({ countries: ["CN"] }, BASELINE)).toBe(false);
  });

  test("matches a merge by the entry that remains", () => {
    expect(passes({ destinations: ["CHINA, PEOPLE'S REPUBLIC OF"] }, MERGED)).toBe(true);
    expect(passes({ countries: ["HK"] }, MERGED)).toBe(true);
    expect(passes({ countries: ["FR"] }, MERGED)).toBe(false);
  });
});
