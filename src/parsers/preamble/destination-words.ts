/** Finds the destinations that a phrase names: `Belarus (4) and Russia (6)`, `the Russian entity`. */

import { countryOfDestination } from "../../model/country.ts";
import { nameKey } from "../../model/name-key.ts";

/** Adjectives and short forms that share too few letters with their country. */
const ADJECTIVES: Readonly<Record<string, string>> = {
  british: "GB",
  cypriot: "CY",
  danish: "DK",
  dutch: "NL",
  emirati: "AE",
  filipino: "PH",
  finnish: "FI",
  french: "FR",
  greek: "GR",
  iraqi: "IQ",
  irish: "IE",
  omani: "OM",
  philippine: "PH",
  norwegian: "NO",
  polish: "PL",
  spanish: "ES",
  swiss: "CH",
  thai: "TH",
  uae: "AE",
  uk: "GB",
};
const STEM_LENGTH = 4;
const MAX_ENDING = 4;
const PROPER = /\p{Lu}[\p{L}.’'-]*(?:,? (?:of |the |and )*\p{Lu}[\p{L}.’'-]*)*/gu;

export interface Place {
  readonly heading: string;
  readonly country: string | null;
}

/** The destinations among `places` that the text names, as ISO codes or headings. */
export function destinationsIn(text: string, places: readonly Place[]): Set<string> {
  const found = new Set<string>();
  const codes = new Set([...text.matchAll(PROPER)].flatMap(([run]) => codesOf(run)));
  const key = ` ${nameKey(text)} `;
  for (const place of places) {
    const isNamed = place.country !== null && codes.has(place.country);
    if (isNamed || key.includes(` ${nameKey(place.heading)} `)) found.add(placeKey(place));
  }
  for (const word of text.match(/\p{Lu}[\p{L}]+/gu) ?? []) {
    const place = placeOfAdjective(word.toLowerCase(), places);
    if (place !== null) found.add(placeKey(place));
  }
  return found;
}

export function placeKey({ heading, country }: Place): string {
  return country ?? nameKey(heading);
}

/** Every part of a run of capitalized words that is a country: `Russia and Belarus`. */
function codesOf(run: string): string[] {
  const words = run.split(/,? (?:and )?/);
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((_, length) => {
      const name = words.slice(from, from + length + 1).join(" ");
      return countryOfDestination(name) ?? countryOfDestination(name.replace(/\.$/, "")) ?? [];
    }),
  );
}

/** `Pakistani` → PAKISTAN: the heading with the longest common prefix. */
function placeOfAdjective(word: string, places: readonly Place[]): Place | null {
  const code = ADJECTIVES[word];
  if (code !== undefined) return places.find(({ country }) => country === code) ?? null;
  if (!/(?:n|i|ese|ish|c|k|h|z)$/.test(word)) return null;
  const shared = places
    .map((place) => ({ place, length: sharedLength(word, nameKey(place.heading)) }))
    .filter(({ length }) => length >= STEM_LENGTH)
    .sort((a, b) => b.length - a.length);
  const [best, next] = shared;
  if (best === undefined || (next !== undefined && next.length === best.length)) return null;
  // Only an ending may follow the common prefix: `Indonesian` does not belong to INDIA.
  return word.length - best.length <= MAX_ENDING ? best.place : null;
}

function sharedLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
