/** Removes "(See alternate addresses under China, France, and the United Kingdom)" from an entry's text. */

/** 269 in the list of 2026: "alternate", "alternative", "additional", "also", "in", "under", a bracket missing or doubled. */
const REFERENCE = /\(\s*see\b([^()]*(?:\([^()]*\)[^()]*)?)\)*/gi;

const PLACES = /\b(?:under|in)\s+(?:the\s+(?:destinations?|countr(?:y|ies))\s+of\s+)?([\s\S]*)/i;
const LEAD =
  /^(?:also|alternat(?:e|ive)|additional|address(?:es)?|entr(?:y|ies)|listings?|under|in)\s+/i;

export interface CrossReferenced {
  /** The text without the references; line breaks are kept. */
  readonly text: string;
  /** Destinations as printed, without "the". */
  readonly crossReferences: readonly string[];
}

export function takeCrossReferences(text: string): CrossReferenced {
  if (!mayRefer(text)) return { text, crossReferences: [] };
  const found = new Set<string>();
  const rest = text.replace(REFERENCE, (whole, content: string) => {
    const places = readPlaces(content);
    for (const place of places) found.add(place);
    return places.length > 0 ? "" : whole;
  });
  return { text: rest, crossReferences: [...found] };
}

/** Checks for the words first, because most cells have none. */
function mayRefer(text: string): boolean {
  return (
    text.includes("(") && (text.includes("See") || text.includes("see ") || text.includes("SEE"))
  );
}

function readPlaces(content: string): string[] {
  let places = PLACES.exec(content)?.[1] ?? content.trim();
  // "…under Allied Trading Co. in Pakistan": the destination comes last.
  places = /\.\s+in\s+(\S.{0,300})$/.exec(places)?.[1] ?? places;
  while (LEAD.test(places)) places = places.replace(LEAD, "");
  return places
    .replace(/(?<!\s)\s+(?:for|which|listed)\s[\s\S]*/i, "")
    .replace(/(?:,\s*|(?<!\s)\s+)?People's Republic of$/i, "")
    .split(/(?:(?<!\s)\s+)?[,;]\s*(?:and\s+)?|(?<!\s)\s+and\s+/)
    .map((place) =>
      place
        .replace(/^(?:the\s+)/i, "")
        .replace(/\((?!Occupied)/, "")
        .trim(),
    )
    .map((place) => (/(?:\.[A-Z]\.)$/.test(place) ? place : place.replace(/(?<!\.)\.+$/, "")))
    .filter((place) => /\p{L}/u.test(place));
}
