/** Reads the destinations of a list's table: their column is narrow, and pages may divide a name. */

import { countryOfDestination, isCountryName } from "../../../../model/country.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "../text/hyphenation.ts";
import { type SetLine, startsWithPunctuation } from "../text/wrapping.ts";

/** The limit keeps the number of combinations in the hundreds. */
const MOST_LINES = 7;
const UNFINISHED = /(?:[,(-]|\b(?:of|and|the))$/i;

/**
 * Joins the lines of a destination. Its column is narrow, so `REPUBLI` and `C OF` may be one name. Of all ways to join
 * the lines, known country names win, then words that the document prints elsewhere.
 */
export function destinationOf(lines: readonly SetLine[], hyphenation?: Hyphenation): string {
  const [first = "", ...rest] = lines.slice(0, MOST_LINES).map(textOfLine);
  const readings = rest.reduce<string[]>(
    (open, text) =>
      open.flatMap((start) => [
        ...(startsWithPunctuation(text) ? [] : [`${start} ${text}`]),
        start + text,
        start.replace(/[-\u2010\u00ad]$/, "") + text,
      ]),
    [first],
  );
  // Counts letters, not words: two unknown words are no worse than the one word that they form.
  const unknown = (text: string) => {
    const words = text.split(" ").filter((word) => hyphenation?.isWord(word) === false);
    return words.join("").length;
  };
  const [best] = readings
    .filter((text) => countryOfDestination(text) !== null)
    .toSorted(
      (one, other) =>
        Number(isCountryName(other)) - Number(isCountryName(one)) || unknown(one) - unknown(other),
    );
  return best ?? printed(lines);
}

/**
 * Whether `rest` ends the destination `begun`: `NORTH` at the end of a page, and on the next page `MACEDONIA`, which alone
 * names a country, too. `isAdjacent`: no row stands between them.
 */
export function endsDestination(
  begun: readonly SetLine[],
  rest: readonly SetLine[],
  isAdjacent: boolean,
): boolean {
  if (begun.length === 0 || rest.length === 0 || !isCountry([...begun, ...rest])) return false;
  return !isCountry(begun) || (isAdjacent && (!isCountry(rest) || UNFINISHED.test(printed(begun))));
}

/** One sentence for each destination that is no country: it may be a part of a name. */
export function doubtsOfDestinations(destinations: readonly string[]): string[] {
  const unknown = destinations.filter(
    (text) => /\p{L}/u.test(text) && countryOfDestination(text) === null,
  );
  return [...new Set(unknown)].map(
    (text) => `the table has rows under “${text}”, which is no known country`,
  );
}

/** A destination may repeat on each page, marked as continued. */
export function isSameDestination(lines: readonly SetLine[], above: readonly SetLine[]): boolean {
  return lines.length > 0 && keyOf(printed(lines)) === keyOf(printed(above));
}

/** Lines may divide a name differently on each page. */
function keyOf(text: string): string {
  return text
    .replace(/(?:(?<![\s(—–-])[\s(—–-]+)?\bcon(?:t(?:inued|['’.]d|d|\.)?)\.?\)?\s*$/i, "")
    .replace(/[\s\-\u2010\u00ad]+/g, "")
    .toUpperCase();
}

function isCountry(lines: readonly SetLine[]): boolean {
  return countryOfDestination(destinationOf(lines)) !== null;
}

function printed(lines: readonly SetLine[]): string {
  return lines.map(textOfLine).join(" ");
}
