/** Reads the destinations that a summary names, each with its count where one is printed. */

import { countryOfDestination } from "../../model/country.ts";
import { destinationKey } from "../../model/identity.ts";
import type { DestinationCount } from "../../model/rule.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";

const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december";
const UNDER =
  /\b(?:under|located in)\s+(?:each of the following |the following )?(?:the\s+)?(?:(?:destinations?|countr(?:y|ies))\s*(?:of|for|:)?\s+)?(?:the\s+)?/gi;
/** A count of its own: not a total said again (`these 57 entities`, `the 32 persons`), no day and no year. */
const COUNT = new RegExp(
  `(?<!\\b(?:these|those|the|all|of|${MONTHS}) )\\b(${COUNT_PATTERN})(?=\\s)(?!\\s+(?:destinations?|countries))(\\s+each\\b)?`,
  "gi",
);
const COUNTED = /^\s*(?:\([^()\d]*\)\s*)?\((\d{1,4})\)/;
const SHORT_NAME = /^\s*\((?!\d)[^()]*\)/;
const SEPARATOR = /^(?:\s*,)?\s*(?:and\s+)?(?:the\s+)?/i;
const MAX_NAME = 60;

interface Place {
  readonly destination: string;
  readonly country: string | null;
  readonly count: number | null;
}

/** `total`: what is said to stand under all of them, which is the count of the only one. */
export function readDestinations(region: string, total: number | null): DestinationCount[] {
  const found = new Map<string, Place>();
  let end = 0;
  for (const { index, 0: whole } of region.matchAll(UNDER)) {
    if (index < end) continue;
    const start = index + whole.length;
    const list = readPlaces(region.slice(start));
    if (list.places.length === 0) continue;
    const said = countBefore(region.slice(end, index));
    end = start + list.length;
    const isEach = said.isEach || /\beach\b/i.test(whole);
    const isShared = list.places.length > 1 && !isEach;
    for (const place of list.places) {
      keep(found, { ...place, count: place.count ?? (isShared ? null : said.count) });
    }
  }
  const [only, ...others] = found.values();
  if (only === undefined) return [];
  return others.length === 0 ? [{ ...only, count: only.count ?? total }] : [only, ...others];
}

/** Named twice it is one destination, counted where it is counted. */
function keep(found: Map<string, Place>, place: Place): void {
  const key = destinationKey(place);
  const known = found.get(key);
  if (known === undefined || known.count === null)
    found.set(key, { ...place, ...(known && { destination: known.destination }) });
}

/** The counts between the list before and this one: `one removal of an entity and one removal of an address under`. */
function countBefore(gap: string): { count: number | null; isEach: boolean } {
  const sentence = gap.split(/[.;]\s+(?=[A-Z])/).at(-1) ?? "";
  const counts = [...sentence.matchAll(COUNT)].flatMap(([, count = "", each]) => {
    const value = /^(?:19|20)\d\d$/.test(count) ? null : readCount(count);
    return value === null ? [] : [{ value, isEach: each !== undefined }];
  });
  if (counts.length === 0) return { count: null, isEach: false };
  return {
    count: counts.reduce((sum, { value }) => sum + value, 0),
    isEach: counts.some(({ isEach }) => isEach),
  };
}

/** `Canada (2), China, People's Republic of (China) (1), India (1) Panama (2), and the United Kingdom (1)`. */
function readPlaces(text: string): { places: Place[]; length: number } {
  const places: Place[] = [];
  let at = 0;
  for (;;) {
    const separator = places.length === 0 ? 0 : (SEPARATOR.exec(text.slice(at))?.[0].length ?? 0);
    const place = placeAt(text.slice(at + separator));
    if (place === null) return { places, length: at };
    const { destination, country, count } = place;
    places.push({ destination, country, count });
    at += separator + place.length;
  }
}

/** The longest run of words at the start that is a country, with its short name and count in brackets. */
function placeAt(text: string): (Place & { length: number }) | null {
  const start = text.trimStart();
  const skipped = text.length - start.length;
  const ends = [...start.slice(0, MAX_NAME).matchAll(/(?<=[^\s,;.])(?=[\s,;.(]|$)/g)];
  for (const { index } of ends.reverse()) {
    const destination = start.slice(0, index).trim();
    const country = countryOfDestination(destination);
    // A number in brackets is a count, a name in brackets the short one.
    if (country === null || /^\(|\(\d/.test(destination)) continue;
    const rest = start.slice(index);
    const counted = COUNTED.exec(rest);
    const tail = counted?.[0] ?? SHORT_NAME.exec(rest)?.[0] ?? "";
    const count = counted === null ? null : Number(counted[1]);
    const named = destination.replace(/\s*\([^()]*\)$/, "");
    return { destination: named, country, count, length: skipped + index + tail.length };
  }
  return null;
}
