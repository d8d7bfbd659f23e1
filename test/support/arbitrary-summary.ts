/** Summaries of rules made of the sentences of a fixture, and what each of them claims. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import { BIS_SPELLINGS, countryOfDestination } from "../../src/model/country.ts";
import type { ListCode } from "../../src/model/entry.ts";
import { destinationKey } from "../../src/model/identity.ts";
import { numberInWords } from "./number-in-words.ts";

const TEMPLATES = new URL("../fixtures/claim-templates.txt", import.meta.url);
const OPERATIONS = ["added", "revised", "removed"] as const;
const LIST_NAMES: Readonly<Record<ListCode, readonly string[]>> = {
  EL: ["Entity List", "Entity List (Supplement No. 4 to Part 744)"],
  UVL: ["Unverified List", "Unverified List (UVL)", "UVL"],
  MEU: ["Military End-User (MEU) List", "Military-End User List", "MEU List"],
};
const NOUNS = [
  ["entity", "entities"],
  ["person", "persons"],
  ["company", "companies"],
] as const;
const MODIFIERS = ["", "", "additional ", "existing ", "new ", "Chinese ", "non-U.S. "];
const SHORT_NAMES: Readonly<Record<string, string>> = { CN: "China", AE: "UAE", RU: "Russia" };
const PARTED = /^(?:HK|MO|TW)$/;
const MAX_PLACES = 8;
const MAX_COUNT = 150;

const templates = readTemplates();
const spellings = [
  ...Object.values(english.countries).flat(),
  ...Object.values(BIS_SPELLINGS).flat(),
]
  .filter((name) => countryOfDestination(name) !== null && /^\p{Lu}/u.test(name))
  // In a list they may be two.
  .filter((name) => !/^(?:Hong Kong|Macao|Macau|Taiwan)\b.*,/.test(name));

function readTemplates(): Map<string, string[]> {
  const [, ...groups] = readFileSync(TEMPLATES, "utf8").split(/^## /m);
  return new Map(
    groups.map((group) => {
      const [title = "", ...lines] = group.trim().split("\n");
      return [title, lines.filter((line) => line !== "")];
    }),
  );
}

const oneOf = (title: string) => fc.constantFrom(...(templates.get(title) ?? []));

export interface ArbitraryClaim {
  readonly list: ListCode;
  readonly op: (typeof OPERATIONS)[number];
  readonly entities: number | null;
  readonly entries: number | null;
  readonly addresses: number | null;
  /** By `destinationKey`. */
  readonly destinations: Readonly<Record<string, number | null>>;
}

export interface ArbitrarySummary {
  readonly summary: string;
  readonly claims: readonly ArbitraryClaim[];
}

interface PrintedPlace {
  readonly key: string;
  readonly text: string;
  readonly count: number;
}

const place = fc
  .record({
    name: fc.constantFrom(...spellings),
    article: fc.constantFrom("", "", "the "),
    isShortened: fc.boolean(),
    count: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ name, article, isShortened, count }): PrintedPlace => {
    const country = countryOfDestination(name);
    const short = SHORT_NAMES[country ?? ""];
    const text = `${article}${name}${isShortened && short !== undefined && !name.includes("(") ? ` (${short})` : ""}`;
    return { key: destinationKey({ destination: name, country }), text, count };
  });

const places = fc
  .uniqueArray(place, { selector: ({ key }) => key, maxLength: MAX_PLACES })
  // "Hong Kong, China": one of these, or both.
  .filter((all) => !all.some(({ key }, at) => PARTED.test(key) && all[at + 1]?.key === "CN"));

const number = (value: number, style: "digits" | "words" | "both") => {
  if (style === "digits") return String(value);
  return style === "words" ? numberInWords(value) : `${numberInWords(value)} (${value})`;
};

const style = fc.constantFrom("digits" as const, "words" as const, "both" as const);
const separator = fc.constantFrom(
  [", ", ", and "],
  [", ", " and "],
  ["; ", "; and "],
  [", ", ", "],
  ["; ", " and "],
  [", ", ", as well as "],
) as fc.Arbitrary<[string, string]>;
const bracket = fc.constantFrom(
  (count: number) => ` (${count})`,
  (count: number) => `, (${count})`,
  (count: number) => ` (${numberInWords(count)})`,
  (count: number) => `(${count})`,
  (count: number) => ` (${count} ${count === 1 ? "entry" : "entries"})`,
);

function joinList(items: readonly string[], [between, last]: readonly [string, string]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(between)}${last}${items.at(-1)}`;
}

const form = fc.record({
  op: fc.constantFrom(...OPERATIONS),
  list: fc.constantFrom("EL" as const, "EL" as const, "UVL" as const, "MEU" as const),
  places,
  alone: fc.integer({ min: 1, max: MAX_COUNT }),
  counts: fc.constantFrom("none" as const, "brackets" as const, "before" as const),
  where: fc.constantFrom("nowhere" as const, "here" as const, "afterwards" as const),
  total: fc.constantFrom(
    "parties" as const,
    "entries" as const,
    "both" as const,
    "total of" as const,
    "in brackets" as const,
    "entries for" as const,
    "with addresses" as const,
    "of addresses" as const,
  ),
  more: fc.integer({ min: 0, max: 9 }),
  noun: fc.constantFrom(...NOUNS),
  modifier: fc.constantFrom(...MODIFIERS),
  style,
  separator,
  bracket,
  listName: fc.nat(),
  lead: fc.constantFrom(", under the ", " under the ", ", located in the "),
  under: fc.constantFrom(" under the destination of ", " under ", " in "),
  sentence: fc.nat(),
  after: oneOf("afterwards"),
});
type Form = typeof form extends fc.Arbitrary<infer T> ? T : never;

interface WrittenForm {
  readonly claim: ArbitraryClaim;
  readonly sentence: string;
  /** Empty where the destinations stand in the sentence. */
  readonly after: string;
}

/** What the form claims, and its sentences; `suffix` where it is one clause of several. */
function writeForm(given: Form, suffix = ""): WrittenForm {
  const { op, list, where, counts } = given;
  const shown = where === "nowhere" ? [] : given.places;
  const isCounted = counts !== "none" && shown.length > 0;
  const sum = shown.reduce((all, { count }) => all + count, 0);
  const size = isCounted ? sum : given.alone;
  const { entities, entries, addresses, words } = totalOf(given, size);
  const total = entries ?? (entities ?? 0) + (addresses ?? 0);
  const listName = LIST_NAMES[list][given.listName % LIST_NAMES[list].length] ?? "";
  const [one, many] = given.noun;
  const noun = entities === null ? "entries" : entities === 1 ? one : many;
  const said = String(entities ?? entries);
  const bare = joinList(
    shown.map(({ text, count }) => (isCounted ? `${text}${given.bracket(count)}` : text)),
    given.separator,
  );
  const before = joinList(
    shown.map(({ text, count }) => `${number(count, given.style)}${given.under}${text}`),
    [", ", ", and "],
  );
  const heading = shown.length === 1 ? "destination of " : "destinations of ";
  const isBefore = counts === "before" && where === "here" && isCounted;
  const led = isBefore ? `, including ${before}` : `${given.lead}${heading}${bare}`;
  const isHere = where === "here" && shown.length > 0;
  const known = templates.get(`${op}${suffix}`) ?? [];
  const template = known[given.sentence % known.length] ?? "";
  const fill = (text: string) =>
    text
      .replace("{total}", words)
      .replaceAll("{list}", listName)
      .replace("{places}", isHere ? led : "")
      .replace("{bare}", bare)
      .replace("{said}", said)
      .replaceAll("{noun}", noun);
  const after = shown.length > 0 && !isHere ? fill(given.after) : "";
  const of = ({ count }: PrintedPlace) => (isCounted ? count : shown.length === 1 ? total : null);
  const destinations = Object.fromEntries(shown.map((each) => [each.key, of(each)]));
  const claim = { list, op, entities, entries, addresses, destinations };
  return { claim, sentence: fill(template), after };
}

/** `size`: of entries where they are counted, else of parties and addresses. */
function totalOf(given: Form, size: number) {
  const { total, style: written, modifier, noun, op } = given;
  const print = (value: number) => number(value, written);
  const named = (value: number) => `${print(value)} ${modifier}${noun[value === 1 ? 0 : 1]}`;
  const inEntries = (value: number) => `${print(value)} ${value === 1 ? "entry" : "entries"}`;
  const fewer = Math.max(1, size - given.more);
  const claim = { entities: fewer, entries: size, addresses: null };
  if (total === "both") return { ...claim, words: `${named(fewer)} under ${inEntries(size)}` };
  if (total === "total of") {
    return { ...claim, words: `${named(fewer)}, under a total of ${inEntries(size)},` };
  }
  if (total === "in brackets") return { ...claim, words: `${named(fewer)} (${inEntries(size)})` };
  if (total === "entries for") return { ...claim, words: `${inEntries(size)} for ${named(fewer)}` };
  if (total === "entries") return { ...claim, entities: null, words: inEntries(size) };
  const addresses = size - fewer;
  if (addresses > 0 && op === "added") {
    const places = `${print(addresses)} ${addresses === 1 ? "address" : "addresses"}`;
    const parts = { entities: fewer, addresses };
    if (total === "with addresses") {
      return { ...parts, entries: null, words: `${named(fewer)} and ${places}` };
    }
    if (total === "of addresses") {
      return {
        ...parts,
        entries: size,
        words: `${inEntries(size)} (${named(fewer)} and ${places})`,
      };
    }
  }
  return { entities: size, entries: null, addresses: null, words: named(size) };
}

export const arbitrarySummary: fc.Arbitrary<ArbitrarySummary> = fc
  .record({
    forms: fc.uniqueArray(form, {
      minLength: 1,
      maxLength: 3,
      selector: ({ op, list }) => `${op} ${list}`,
    }),
    isOneSentence: fc.boolean(),
    whole: oneOf("one sentence"),
    between: fc.array(oneOf("between"), { maxLength: 2 }),
    first: fc.array(oneOf("beside"), { maxLength: 1 }),
    last: fc.array(oneOf("beside"), { maxLength: 3 }),
  })
  .map(({ forms, isOneSentence, whole, between, first, last }) => {
    const isJoined = isOneSentence && forms.length > 1;
    const written = forms.map((given) =>
      isJoined
        ? // What refers back to one of several clauses says of which; this does not.
          writeForm(
            { ...given, where: given.where === "afterwards" ? "here" : given.where },
            " in one sentence",
          )
        : writeForm(given),
    );
    const clauses = joinList(
      written.map(({ sentence }) => sentence),
      [", ", ", and "],
    );
    const sentences = isJoined
      ? [whole.replace("{clauses}", clauses), ...between]
      : written.flatMap(({ sentence, after }) => [sentence, ...between, after]);
    return {
      summary: [...first, ...sentences, ...last].filter(Boolean).join(" "),
      claims: written.map(({ claim }) => claim),
    };
  });
