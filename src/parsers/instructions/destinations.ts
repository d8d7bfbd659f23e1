/** Reads the destinations that stand at the start of a text: `CHINA, PEOPLE'S REPUBLIC OF`, `Canada and China`. */

import { countryOfDestination } from "../../model/country.ts";
import { bare, DESTINATION_PLACE } from "./quoted-words.ts";

export interface FoundDestinations {
  readonly destinations: readonly string[];
  readonly length: number;
}

const MAX_DESTINATION_LENGTH = 60;
const LEAD = /^\s*(?:the (?=\p{Lu}))?/u;
const ANOTHER = /^\s*(?:,\s*and|,|and)\s+(?:the (?=\p{Lu}))?|^\s+(?=⟨)/u;
const QUOTED = new RegExp(`^${DESTINATION_PLACE.source}`);
/** After "for" a country counts only where it stands alone; "for Iran Electronics …" is a name. */
const STANDS_ALONE = /^\s*(?:[,:;.—)]|$|(?:and|as|by|from|to|is|are|in|for)\b|⟦)/;

/**
 * `followedBy`: what the words before the destination let follow it. Null where no destination stands there. `names` are
 * the quoted words that the text has places for.
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
  for (;;) {
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

/** The longest run of words at the start that is a destination: `CHINA, PEOPLE'S REPUBLIC OF by revising …`. */
export function knownDestination(text: string): string | null {
  if (!/^\p{Lu}/u.test(text)) return null;
  const ends = [...text.slice(0, MAX_DESTINATION_LENGTH).matchAll(/(?<=\S)(?=\s|[,:;.—)]|$)/g)];
  for (const { index } of ends.reverse()) {
    const candidate = text.slice(0, index);
    if (
      !/[⟦⟨⟬]/.test(candidate) &&
      isClosed(candidate) &&
      countryOfDestination(candidate) !== null
    ) {
      return candidate.replace(/[,:;.]+$/, "");
    }
  }
  return null;
}

/** "(under CHINA)": the bracket is none of its own. */
function isClosed(text: string): boolean {
  return text.split("(").length === text.split(")").length;
}

/** A heading that is no country we know is told by its capitals. */
function capitalDestination(text: string): string | null {
  const capitals = /^\p{Lu}[\p{Lu}'’,()-]+(?:\s+[\p{Lu}'’,()-]{2,})*/u.exec(text)?.[0];
  const name = capitals?.replace(/[,\s]+$/, "") ?? "";
  return name.length > 3 ? name : null;
}

export function isSamePlace(some: readonly string[], others: readonly string[]): boolean {
  const key = (names: readonly string[]) =>
    names.map((name) => countryOfDestination(name) ?? name.toUpperCase()).join();
  return key(some) === key(others);
}
