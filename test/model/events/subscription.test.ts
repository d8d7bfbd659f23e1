import { expect, test } from "vitest";
import type { EventDraft } from "../../../src/model/events/event.ts";
import { PUSHED_TYPES, type PushedType } from "../../../src/model/events/news.ts";
import { type Subscription, wants } from "../../../src/model/events/subscription.ts";
import { mintEndpointId } from "../../../src/model/identity.ts";

const draft = (type: string, data: object) => ({ type, data }) as unknown as EventDraft;
const entity = (type: string, data: object = {}) =>
  draft(type, {
    ...{ op: "added", class: "substantive", historical: false, list: "EL" },
    ...{ before: null, after: { country: "CN", destination: "CHINA", addresses: [] } },
    ...data,
  });

test("only the substantive news of today is wanted where nothing is asked for", () => {
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

// Whoever asked for `rule.published` was pushed the rules of the month before the baseline, on the first start.
test("of types that are named no history is pushed, and of entries what is substantive", () => {
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
])("who asks for %s is told of that and of nothing else", (_what, asked, event, isWanted) => {
  expect(wants(asked, event)).toBe(isWanted);
});

test("a baseline is pushed to nobody, whatever is asked for", () => {
  const baseline = draft("list.baselined", { list: "EL", historical: false });
  for (const asked of [{ types: PUSHED_TYPES }, { lists: ["EL"] }, {}] as const) {
    expect(wants(asked, baseline)).toBe(false);
  }
});

test("the endpoint of the environment is known by its URL, however that is spelt, and shows nothing of it", () => {
  expect(mintEndpointId("https://Example.com")).toBe(mintEndpointId("https://example.com/"));
  const [a, b] = ["a", "b"].map((token) => mintEndpointId(`https://example.com/?token=${token}`));
  expect(a).not.toBe(b);
  expect(mintEndpointId("https://example.com/secret-token")).toMatch(/^endpoint_[0-9a-f]{32}$/);
});
