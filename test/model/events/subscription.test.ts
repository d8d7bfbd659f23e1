import { describe, expect, test } from "vitest";
import type { EventDraft } from "../../../src/model/events/event.ts";
import { PUSHED_TYPES, type PushedType } from "../../../src/model/events/news.ts";
import {
  changeSubscription,
  type Subscription,
  type SubscriptionChanges,
  wants,
} from "../../../src/model/events/subscription.ts";
import { mintEndpointId } from "../../../src/model/identity.ts";

const draft = (type: string, data: object) => ({ type, data }) as unknown as EventDraft;
const entity = (type: string, data: object = {}) =>
  draft(type, {
    ...{ op: "added", class: "substantive", historical: false, list: "EL" },
    ...{ before: null, after: { country: "CN", destination: "CHINA", addresses: [] } },
    ...data,
  });

test("by default only current substantive news is wanted", () => {
  const isWanted = (event: EventDraft) => wants(null, event);
  expect(isWanted(entity("entity.added"))).toBe(true);
  expect(isWanted(entity("entity.added", { historical: true }))).toBe(false);
  expect(isWanted(entity("entity.modified", { class: "citation" }))).toBe(false);
  expect(isWanted(entity("entity.codified", { class: "editorial" }))).toBe(false);
  const rule = { historical: false, claimsAgree: true, problems: [] };
  expect(isWanted(draft("rule.published", rule))).toBe(false);
  expect(isWanted(draft("rule.published", { ...rule, claimsAgree: false }))).toBe(true);
  expect(isWanted(draft("rule.withdrawn", rule))).toBe(true);
  expect(isWanted(draft("list.baselined", {}))).toBe(false);
});

// On the first start, a subscriber to `rule.published` got the rules of the month before the baseline.
test("named types are pushed without history, and entries only with substantive changes", () => {
  const isWanted = (type: PushedType, data: object) => wants({ types: [type] }, draft(type, data));
  const of = (data: object) => ({ before: null, after: null, lists: [], ...data });
  expect(isWanted("rule.published", of({ historical: false }))).toBe(true);
  expect(isWanted("rule.published", of({ historical: true }))).toBe(false);
  expect(isWanted("entity.modified", of({ class: "substantive", historical: false }))).toBe(true);
  expect(isWanted("entity.modified", of({ class: "citation", historical: false }))).toBe(false);
  expect(isWanted("entity.modified", of({ class: "substantive", historical: true }))).toBe(false);
  expect(isWanted("entity.codified", of({ class: "editorial", historical: false }))).toBe(true);
});

test.each<[string, Subscription, EventDraft, boolean]>([
  ["a country", { countries: ["CN"] }, entity("entity.added"), true],
  ["another country", { countries: ["RU"] }, entity("entity.added"), false],
  ["a country, and print only", { countries: ["CN"] }, entity("x", { class: "citation" }), false],
  ["a list", { lists: ["EL"] }, entity("entity.removed"), true],
  ["a class", { classes: ["citation"] }, entity("entity.modified", { class: "citation" }), true],
  ["history", { historical: true }, entity("entity.added", { historical: true }), true],
  ["history", { historical: true }, entity("entity.added"), false],
])("a subscription to %s receives that and nothing else", (_what, asked, event, isWanted) => {
  expect(wants(asked, event)).toBe(isWanted);
});

test("a baseline is never pushed", () => {
  const baseline = draft("list.baselined", { list: "EL", historical: false });
  for (const asked of [{ types: PUSHED_TYPES }, { lists: ["EL"] }, {}] as const) {
    expect(wants(asked, baseline)).toBe(false);
  }
});

test("the environment's endpoint is identified by its URL in any spelling, and its id reveals nothing of it", () => {
  expect(mintEndpointId("https://Example.com")).toBe(mintEndpointId("https://example.com/"));
  const [a, b] = ["a", "b"].map((token) => mintEndpointId(`https://example.com/?token=${token}`));
  expect(a).not.toBe(b);
  expect(mintEndpointId("https://example.com/secret-token")).toMatch(/^endpoint_[0-9a-f]{32}$/);
});

describe("a change of a subscription", () => {
  const current: Subscription = { types: ["entity.added"], countries: ["CN"], historical: true };

  test.each([
    [{ types: ["entity.removed"] }, { ...current, types: ["entity.removed"] }],
    [{ lists: ["EL"] }, { ...current, lists: ["EL"] }],
    [{ countries: null }, { types: ["entity.added"], historical: true }],
    [{ countries: undefined }, current],
    [{}, current],
    [{ types: null, countries: null, historical: null }, null],
    [null, null],
  ] as [SubscriptionChanges | null, Subscription | null][])(
    "%j keeps what it does not name",
    (changes, expected) => {
      expect(changeSubscription(current, changes)).toEqual(expected);
    },
  );

  test("of the news is a filter of what is given", () => {
    expect(changeSubscription(null, { countries: ["CN"] })).toEqual({ countries: ["CN"] });
    expect(changeSubscription(null, { countries: null })).toBeNull();
  });
});
