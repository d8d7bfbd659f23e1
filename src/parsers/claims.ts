/** Reads what a rule says of itself in its summary: how many entities and entries it adds, revises and removes. */

import { countryOfDestination } from "../model/country.ts";
import type { ClaimCounts, Claims, DestinationCount } from "../model/rule.ts";
import { COUNT_PATTERN, readCount } from "./number-words.ts";

type ClaimedOp = "added" | "revised" | "removed";

const LISTS = /\b(?:Entity List|Unverified List|UVL|Military[- ]End[- ]User|MEU List)\b/i;
/** The list of the Department of Homeland Security is another one. */
const FALSE_FRIEND = /\bUFLPA\b|Uyghur Forced Labor/;
const VERB = "adds?|adding|revis(?:es?|ing)|modif(?:y|ies|ying)|correct(?:s|ing)?|remov(?:es?|ing)";
/** `adding forty-two entities`, `modifies four existing entries`, `removing three (3) persons`. */
const OPERATION = new RegExp(
  `\\b(${VERB})\\s+(?:(?:to|from) the [A-Z][\\w' ()-]*? )?(?:the following )?(${COUNT_PATTERN})\\s+(?:\\(\\d+\\)\\s+)?(?:[\\w-]+\\s+){0,3}?(entit(?:y|ies)|entr(?:y|ies)|persons?|addresses|address)\\b`,
  "gi",
);
const UNDER_ENTRIES = new RegExp(
  `\\b(?:under|in)\\s+(${COUNT_PATTERN})\\s+(?:\\w+\\s+)?entr(?:y|ies)\\b`,
  "i",
);
/** `29 entries (26 entities and 3 addresses)`. */
const BREAKDOWN = new RegExp(
  `\\((${COUNT_PATTERN})\\s+entit(?:y|ies)(?:,?\\s+and\\s+(${COUNT_PATTERN})\\s+address(?:es)?)?\\)`,
  "i",
);
/** `removes two entities and one address`: an address that stands for itself is an entry too. */
const AND_ADDRESSES = new RegExp(`^\\s+and\\s+(${COUNT_PATTERN})\\s+address`, "i");
const UNDER = /\bunder\s+(?:the\s+)?(?:(?:destinations?|countr(?:y|ies))\s+(?:of|for)\s+)?/gi;
const COUNTED_PLACE = /\((\d{1,4})\)/g;
const ONE_UNDER = new RegExp(
  `\\b(${COUNT_PATTERN})\\s+(each\\s+)?(?:(?:existing\\s+)?(?:entr(?:y|ies)|entit(?:y|ies)|persons?)\\s+)?(?:is\\s+|are\\s+)?under\\s+(?:the\\s+)?(?:(?:destinations?|countr(?:y|ies))\\s+of\\s+)?`,
  "gi",
);

/** Null where the summary claims nothing about a list. The title tells which list where the summary does not. */
export function readClaims(summary: string, title: string): Claims | null {
  const about = `${title} ${summary}`;
  if (!LISTS.test(about) || FALSE_FRIEND.test(about)) return null;
  const claimed: Record<ClaimedOp, Claim[]> = { added: [], revised: [], removed: [] };
  const starts = [...summary.matchAll(OPERATION)];
  starts.forEach((start, nth) => {
    const op = opOf(start[1] ?? "");
    const noun = start[3] ?? "";
    // "by removing two addresses associated with …" revises an entry; it removes none.
    if (op !== "added" && /^address/i.test(noun)) return;
    const end = starts[nth + 1]?.index ?? summary.length;
    const region = summary.slice(start.index + start[0].length, end);
    const counts = readCounts(readCount(start[2] ?? "") ?? 0, noun, region);
    const claim = { list: LISTS.exec(region)?.[0] ?? null, noun, counts };
    // "…by modifying one entity on the Entity List. This final rule modifies one entity …" claims one, twice.
    const restated = claimed[op].find((known) => isRestated(known, claim));
    if (restated === undefined) claimed[op].push(claim);
    else if (counts.destinations.length > 0) restated.counts = counts;
  });
  const [added, revised, removed] = [
    sum(claimed.added),
    sum(claimed.revised),
    sum(claimed.removed),
  ];
  if (added === null && revised === null && removed === null) return null;
  return { added, revised, removed, text: summary };
}

interface Claim {
  readonly list: string | null;
  readonly noun: string;
  counts: ClaimCounts;
}

function isRestated(known: Claim, claim: Claim): boolean {
  const { counts } = claim;
  return (
    known.noun === claim.noun &&
    (known.list === claim.list || claim.list === null) &&
    known.counts.entities === counts.entities &&
    known.counts.entries === counts.entries
  );
}

function opOf(verb: string): ClaimedOp {
  if (/^add/i.test(verb)) return "added";
  return /^remov/i.test(verb) ? "removed" : "revised";
}

function readCounts(count: number, noun: string, region: string): ClaimCounts {
  const isEntries = /^(?:entr|address)/i.test(noun);
  const andAddresses = readCount(AND_ADDRESSES.exec(region)?.[1] ?? "") ?? 0;
  const under = UNDER_ENTRIES.exec(region);
  const breakdown = BREAKDOWN.exec(region);
  let entities = isEntries ? null : count + andAddresses;
  if (breakdown !== null) {
    entities = (readCount(breakdown[1] ?? "") ?? 0) + (readCount(breakdown[2] ?? "0") ?? 0);
  }
  const entries = isEntries ? count : under === null ? null : readCount(under[1] ?? "");
  return { entities, entries, destinations: readDestinations(region, entries ?? count) };
}

function readDestinations(region: string, total: number): DestinationCount[] {
  for (const { index, 0: whole } of region.matchAll(UNDER)) {
    const list = region.slice(index + whole.length);
    const counted = readCountedPlaces(list);
    if (counted.length > 0) return counted;
  }
  const singly = readOneByOne(region);
  if (singly.length > 0) return singly;
  const places = [...region.matchAll(UNDER)].flatMap(
    ({ index, 0: whole }) => placeAtStart(region.slice(index + whole.length)) ?? [],
  );
  const [only] = places;
  const isOnly = only !== undefined && places.every(({ country }) => country === only.country);
  return isOnly ? [{ ...only, count: total }] : [];
}

/** `Canada (2), China, People's Republic of (China) (1), India (1) Panama (2), and the United Kingdom (1)`. */
function readCountedPlaces(list: string): DestinationCount[] {
  const places: DestinationCount[] = [];
  let start = 0;
  for (const { index, 0: whole, 1: digits } of list.matchAll(COUNTED_PLACE)) {
    const destination = list
      .slice(start, index)
      .replace(/\([^()]*\)/g, " ")
      .replace(/^[\s,;]+/, "")
      .replace(/^and\s+/i, "")
      .replace(/^the\s+/i, "")
      .replace(/\s+/g, " ")
      .trim();
    start = index + whole.length;
    // The list ends where something that is no destination is counted, or a sentence stands between.
    if (destination === "" || /[.;]\s/.test(destination) || destination.length > 60) break;
    places.push({ destination, country: countryOfDestination(destination), count: Number(digits) });
  }
  return places;
}

/** `one entry under France`, `one each under the destinations of France, Iran, and the United Kingdom`. */
function readOneByOne(region: string): DestinationCount[] {
  return [...region.matchAll(ONE_UNDER)].flatMap(({ index, 0: whole, 1: count, 2: each }) => {
    const list = region.slice(index + whole.length);
    const places = each === undefined ? [placeAtStart(list)] : placesOfList(list);
    return places.flatMap((place) =>
      place === null
        ? []
        : [
            {
              destination: place.destination,
              country: place.country,
              count: readCount(count ?? "") ?? 0,
            },
          ],
    );
  });
}

function placesOfList(list: string) {
  const sentence = list.split(/\.\s+(?=[A-Z])|\.$/, 1)[0] ?? "";
  return sentence.split(/,\s*(?:and\s+)?|\s+and\s+/).map(countryAtStart);
}

/** Null as well where the text goes on with another country: the list does not say how many stand under which. */
function placeAtStart(text: string): { destination: string; country: string } | null {
  const first = countryAtStart(text);
  if (first === null) return null;
  const goesOn = /^(?:,?\s+and\s+|,\s*)(?:the\s+)?/.exec(first.after);
  if (goesOn !== null && countryAtStart(first.after.slice(goesOn[0].length)) !== null) return null;
  return { destination: first.destination, country: first.country };
}

/** The longest run of words at the start that is a country, a short name in brackets included. */
function countryAtStart(text: string) {
  const start = text.trimStart().replace(/^the\s+/i, "");
  const ends = [...start.slice(0, 60).matchAll(/(?<=[^\s,;.])(?=[\s,;.]|$)/g)].map(
    ({ index }) => index,
  );
  for (const end of ends.reverse()) {
    const destination = start.slice(0, end).replace(/\s*\([^()]*\)$/, "");
    const country = countryOfDestination(destination);
    if (country === null) continue;
    return { destination, country, after: start.slice(end).replace(/^\s*\([^()]*\)/, "") };
  }
  return null;
}

/** A rule may add to the Entity List and to the MEU List in one summary. */
function sum(claims: readonly Claim[]): ClaimCounts | null {
  if (claims.length === 0) return null;
  const counts = claims.map((claim) => claim.counts);
  const located = counts.every(({ destinations }) => destinations.length > 0);
  return {
    entities: counts.map(({ entities }) => entities).reduce(add),
    entries: counts.map(({ entries }) => entries).reduce(add),
    destinations: located ? counts.flatMap(({ destinations }) => destinations) : [],
  };
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
