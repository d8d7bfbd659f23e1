/** Reads the destinations that stand at the start of a text: `CHINA, PEOPLE'S REPUBLIC OF`, `Canada and China`. */

import { countryOfDestination } from "../../model/country.ts";

export interface FoundDestinations {
  readonly destinations: readonly string[];
  readonly length: number;
}

const MAX_DESTINATION_LENGTH = 60;
const LEAD = /^\s*(?:the (?=\p{Lu}))?/u;
const ANOTHER = /^\s*(?:,\s*and|,|and)\s+(?:the (?=\p{Lu}))?/u;
/** After "for" a country counts only where it stands alone; "for Iran Electronics …" is a name. */
const STANDS_ALONE = /^\s*(?:[,:;.—)]|$|(?:and|as|by|from|to|is|are|in|for)\b)/;

/** `followedBy`: what the words before the destination let follow it. Null where no destination stands there. */
export function findDestinations(
  text: string,
  followedBy: "anything" | "alone",
): FoundDestinations | null {
  const lead = LEAD.exec(text)?.[0] ?? "";
  const start = text.slice(lead.length);
  const first =
    knownDestination(start) ?? (followedBy === "anything" ? capitalDestination(start) : null);
  if (first === null) return null;
  const destinations = [first];
  let length = lead.length + first.length;
  for (;;) {
    const rest = text.slice(length);
    const link = ANOTHER.exec(rest)?.[0];
    const more = link === undefined ? null : knownDestination(rest.slice(link.length));
    if (link === undefined || more === null) break;
    destinations.push(more);
    length += link.length + more.length;
  }
  if (followedBy === "alone" && !STANDS_ALONE.test(text.slice(length))) return null;
  return { destinations, length };
}

/** The longest run of words at the start that is a destination: `CHINA, PEOPLE'S REPUBLIC OF by revising …`. */
function knownDestination(text: string): string | null {
  if (!/^\p{Lu}/u.test(text)) return null;
  const ends = [...text.slice(0, MAX_DESTINATION_LENGTH).matchAll(/(?<=\S)(?=\s|[,:;.—)]|$)/g)];
  for (const { index } of ends.reverse()) {
    const candidate = text.slice(0, index);
    if (!/⟦/.test(candidate) && countryOfDestination(candidate) !== null) {
      return candidate.replace(/[,:;.]+$/, "");
    }
  }
  return null;
}

/** A heading that is no country we know is told by its capitals. */
function capitalDestination(text: string): string | null {
  const capitals = /^\p{Lu}[\p{Lu}'’,()-]+(?:\s+[\p{Lu}'’,()-]{2,})*/u.exec(text)?.[0];
  const bare = capitals?.replace(/[,\s]+$/, "") ?? "";
  return bare.length > 3 ? bare : null;
}
