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
  `\\b(${VERB})\\s+(?:to the [A-Z][\\w' ()-]*? )?(?:the following )?(${COUNT_PATTERN})\\s+(?:\\(\\d+\\)\\s+)?(?:[\\w-]+\\s+){0,3}?(entit(?:y|ies)|entr(?:y|ies)|persons?|addresses|address)\\b`,
  "gi",
);
const UNDER_ENTRIES = new RegExp(
  `\\bunder\\s+(${COUNT_PATTERN})\\s+(?:\\w+\\s+)?entr(?:y|ies)\\b`,
  "i",
);
/** `29 entries (26 entities and 3 addresses)`. */
const BREAKDOWN = new RegExp(
  `\\((${COUNT_PATTERN})\\s+entit(?:y|ies)(?:,?\\s+and\\s+(${COUNT_PATTERN})\\s+address(?:es)?)?\\)`,
  "i",
);
const UNDER = /\bunder\s+(?:the\s+)?(?:(?:destinations?|countr(?:y|ies))\s+(?:of|for)\s+)?/gi;
const COUNTED_PLACE = /\((\d{1,4})\)/g;
const ONE_UNDER = new RegExp(
  `\\b(${COUNT_PATTERN})\\s+(each\\s+)?(?:(?:existing\\s+)?(?:entr(?:y|ies)|entit(?:y|ies)|persons?)\\s+)?(?:is\\s+|are\\s+)?under\\s+(?:the\\s+)?(?:(?:destinations?|countr(?:y|ies))\\s+of\\s+)?`,
  "gi",
);

/** Null where the summary claims nothing about a list. */
export function readClaims(summary: string): Claims | null {
  if (!LISTS.test(summary) || FALSE_FRIEND.test(summary)) return null;
  const claims: Record<ClaimedOp, ClaimCounts | null> = {
    added: null,
    revised: null,
    removed: null,
  };
  const starts = [...summary.matchAll(OPERATION)];
  starts.forEach((start, nth) => {
    const op = opOf(start[1] ?? "");
    const noun = start[3] ?? "";
    // "by removing two addresses associated with …" revises an entry; it removes none.
    if (op !== "added" && /^address/i.test(noun)) return;
    const end = starts[nth + 1]?.index ?? summary.length;
    const region = summary.slice(start.index + start[0].length, end);
    const counts = readCounts(readCount(start[2] ?? "") ?? 0, noun, region);
    claims[op] = sum(claims[op], counts);
  });
  if (Object.values(claims).every((counts) => counts === null)) return null;
  return { ...claims, text: summary };
}

function opOf(verb: string): ClaimedOp {
  if (/^add/i.test(verb)) return "added";
  return /^remov/i.test(verb) ? "removed" : "revised";
}

function readCounts(count: number, noun: string, region: string): ClaimCounts {
  const isEntries = /^(?:entr|address)/i.test(noun);
  const under = UNDER_ENTRIES.exec(region);
  const breakdown = BREAKDOWN.exec(region);
  let entities = isEntries ? null : count;
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
  for (const { index, 0: whole } of region.matchAll(UNDER)) {
    const only = placeAtStart(region.slice(index + whole.length));
    if (only !== null) return [{ ...only, count: total }];
  }
  return [];
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
      place === null ? [] : [{ ...place, count: readCount(count ?? "") ?? 0 }],
    );
  });
}

function placesOfList(list: string) {
  const sentence = list.split(/\.\s+(?=[A-Z])|\.$/, 1)[0] ?? "";
  return sentence.split(/,\s*(?:and\s+)?|\s+and\s+/).map(placeAtStart);
}

/** The longest run of words at the start that is a country; null where the list goes on with another one. */
function placeAtStart(text: string): { destination: string; country: string } | null {
  const start = text.trimStart().replace(/^the\s+/i, "");
  const ends = [...start.slice(0, 60).matchAll(/(?<=\S)(?=[\s,;.]|$)/g)].map(({ index }) => index);
  for (const end of ends.reverse()) {
    const destination = start.slice(0, end).replace(/\s*\([^()]*\)$/, "");
    const country = countryOfDestination(destination);
    if (country === null) continue;
    const after = start.slice(end).replace(/^\s*\([^()]*\)/, "");
    const goesOn = /^(?:,?\s+and\s+|,\s*)(?:the\s+)?/.exec(after);
    const next = goesOn === null ? "" : after.slice(goesOn[0].length);
    return /^\p{Lu}/u.test(next) && placeAtStart(next) !== null ? null : { destination, country };
  }
  return null;
}

/** A rule may add to the Entity List and to the MEU List in one summary. */
function sum(before: ClaimCounts | null, counts: ClaimCounts): ClaimCounts {
  if (before === null) return counts;
  return {
    entities: add(before.entities, counts.entities),
    entries: add(before.entries, counts.entries),
    destinations: [...before.destinations, ...counts.destinations],
  };
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
