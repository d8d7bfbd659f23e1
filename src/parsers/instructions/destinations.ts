/** Reads the destinations at the start of a text: `CHINA, PEOPLE'S REPUBLIC OF`, `Canada and China`. */

import { countryOfDestination } from "../../model/country.ts";
import { memoizeByText } from "../text/memoize-by-text.ts";
import { bare, DESTINATION_PLACE } from "./quoted-words.ts";

export interface FoundDestinations {
  readonly destinations: readonly string[];
  readonly length: number;
}

const MAX_DESTINATION_LENGTH = 60;
/** More in one list are no instruction; each word of a longer list would read the rest of it again. */
const MAX_DESTINATIONS = 50;
const LEAD = /^\s*(?:the (?=\p{Lu}))?/u;
const ANOTHER = /^\s*(?:,\s*and|,|and)\s+(?:the (?=\p{Lu}))?|^\s+(?=⟨)/u;
const QUOTED = new RegExp(`^${DESTINATION_PLACE.source}`);
/** After "for" a country counts only if it stands alone; "for Iran Electronics …" is a name. */
const STANDS_ALONE = /^\s*(?:[,:;.—)]|$|(?:and|as|by|from|to|is|are|in|for)\b|⟦)/;

/**
 * Null if the text does not start with a destination. `followedBy`: `alone` requires that the destination is not part
 * of a longer name. `names` are the quoted words for the places in the text.
 */
export function findDestinations(
  text: string,
  followedBy: "anything" | "alone",
  names: readonly string[],
): FoundDestinations | null {
  const lead = LEAD.exec(text)?.[0] ?? "";
  const start = text.slice(lead.length);
  const first =
    quotedDestination(start, names) ??
    plain(knownDestination(start)) ??
    (followedBy === "anything" ? plain(capitalDestination(start)) : null);
  if (first === null) return null;
  const destinations = [first.name];
  let length = lead.length + first.length;
  while (destinations.length < MAX_DESTINATIONS) {
    const rest = text.slice(length);
    const link = ANOTHER.exec(rest)?.[0];
    if (link === undefined) break;
    const at = rest.slice(link.length);
    const more = quotedDestination(at, names) ?? plain(knownDestination(at));
    if (more === null) break;
    destinations.push(more.name);
    length += link.length + more.length;
  }
  const isQuoted = QUOTED.test(start);
  if (followedBy === "alone" && !isQuoted && !STANDS_ALONE.test(text.slice(length))) return null;
  return { destinations, length };
}

interface Found {
  readonly name: string;
  readonly length: number;
}

function plain(name: string | null): Found | null {
  return name === null ? null : { name, length: name.length };
}

function quotedDestination(text: string, names: readonly string[]): Found | null {
  const found = QUOTED.exec(text);
  return found === null
    ? null
    : { name: bare(names[Number(found[1])] ?? ""), length: found[0].length };
}

/** The longest destination at the start of the text: `CHINA, PEOPLE'S REPUBLIC OF by revising …`. */
export function knownDestination(text: string): string | null {
  return /^\p{Lu}/u.test(text) ? longestDestination(text.slice(0, MAX_DESTINATION_LENGTH)) : null;
}

const longestDestination = memoizeByText((text: string): string | null => {
  const ends = [...text.matchAll(/(?<=\S)(?=\s|[,:;.—)]|$)/g)];
  for (const { index } of ends.reverse()) {
    const candidate = text.slice(0, index);
    if (
      !/[⟦⟨⟬]/.test(candidate) &&
      isClosed(candidate) &&
      countryOfDestination(candidate) !== null
    ) {
      return candidate.replace(/(?<![,:;.])[,:;.]+$/, "");
    }
  }
  return null;
});

/** "(under CHINA)": an unmatched bracket does not belong to the destination. */
function isClosed(text: string): boolean {
  return text.split("(").length === text.split(")").length;
}

/** Recognizes the heading of an unknown country by its capitals. */
function capitalDestination(text: string): string | null {
  const capitals = /^\p{Lu}[\p{Lu}'’,()-]+(?:\s+[\p{Lu}'’,()-]{2,})*/u.exec(text)?.[0];
  const name = capitals?.replace(/(?<![,\s])[,\s]+$/, "") ?? "";
  return name.length > 3 ? name : null;
}

export function isSamePlace(some: readonly string[], others: readonly string[]): boolean {
  const key = (names: readonly string[]) =>
    names.map((name) => countryOfDestination(name) ?? name.toUpperCase()).join();
  return key(some) === key(others);
}
