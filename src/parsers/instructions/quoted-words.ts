/** Separates the quoted names of entries in an instruction from quoted destinations, columns and license terms. */

import { countryOfDestination } from "../../model/country.ts";
import { NAME_PLACE, type WithoutNames } from "./quoted-names.ts";

/** Brackets for the n-th quoted word: a destination, or a word that may be a destination or something else. */
const [DESTINATION_OPEN, DESTINATION_CLOSE] = ["⟨", "⟩"];
const [EITHER_OPEN, EITHER_CLOSE] = ["⟬", "⟭"];
export const DESTINATION_PLACE = /⟨(\d+)⟩/;
export const EITHER_PLACE = /⟬\d+⟭/;

/** Quoted words that are not names: columns and footnotes. */
const COLUMN =
  /^(?:country|entity|license requirements?|license review policy|(?:federal register )?citation|listed person.*|footnote \d+(?: designations?| entit(?:y|ies))?)$/i;
const RESERVED = /^\[?reserved\.?\]?\.?$/i;
/** The text of license columns is not a name. */
const LICENSE_TERM =
  /^(?:for )?all items\b|^(?:presumption|policy) of\b|^case[- ]by[- ]case\b|^\(?see §|^§|\bsubject to the EAR\b|^EAR ?99\b|^\d+ FR\b/i;

const PLACE = NAME_PLACE.source.replace("(\\d+)", "\\d+");
const LIST = `${PLACE}(?:\\s*(?:(?:,\\s*and|,|and)\\s*)?${PLACE})*`;
/** After these a quoted word is a destination, even if its country is unknown. */
const HEADING_LEAD = "\\b(?:headings?|destinations?|countr(?:y|ies))(?: heading)?(?: (?:of|for))?";
/** After these a quoted word is a destination only if it is a country or printed in capitals: “under “A Co., Ltd.”” is not certain. */
const UNDER_LEAD = "\\bunder(?: (?:both|each of|the(?: entr(?:y|ies) (?:for|of))?))*";
const AFTER_LEAD = new RegExp(
  `(?<heading>${HEADING_LEAD}),?\\s+(?<headed>${LIST})|(?<under>${UNDER_LEAD})\\s+(?<those>${LIST})`,
  "giu",
);
/** "In the entry for “PAKISTAN”:" introduces the entries that follow. */
const OPENING = new RegExp(
  `^(\\W*(?:in|under|for|to) the (?:entr(?:y|ies)|listings?) (?:for|of)\\s+)(${PLACE})(?=\\s*(?:[:,—]\\s*)?(?:$|(?=\\S).*\\b(?:entr(?:y|ies)|entit(?:y|ies))\\b))`,
  "iu",
);
/** "Removing “HONG KONG” and its entries for “A” and “B”": a word that has entries is a heading. */
const HAS_ENTRIES = new RegExp(
  `${PLACE}(?=\\s+and\\s+its\\s+(?:\\w+\\s+)?entr(?:y|ies)\\s*(?:for\\s*|[,:]\\s*)?⟦)`,
  "giu",
);
const FROM_TO = new RegExp(
  `(\\bfrom\\s+(?:under\\s+)?)(${PLACE})(\\s+(?:and\\s+)?(?:to|adding it under)\\s+(?:under\\s+)?)(${PLACE})`,
  "giu",
);

/** The text with `⟦n⟧` only for names of entries; a quoted country that may be a name as well is `⟬n⟭`. */
export function placeQuotedWords({ text, names }: Pick<WithoutNames, "text" | "names">): string {
  const nameAt = (place: string) => names[Number(/\d+/.exec(place)?.[0] ?? -1)] ?? "";
  const isCountry = (place: string) => countryOfDestination(bare(nameAt(place))) !== null;
  const asDestination = (place: string) =>
    place.replace(/⟦(\d+)⟧/, `${DESTINATION_OPEN}$1${DESTINATION_CLOSE}`);

  const withoutColumns = text.replace(/⟦(\d+)⟧(\s+columns?\b)?/g, (place, _, column) => {
    const name = nameAt(place);
    if (COLUMN.test(name) || column !== undefined) return "column";
    return RESERVED.test(name) ? "[reserved]" : place;
  });
  const placed = withoutColumns
    .replace(AFTER_LEAD, (whole: string, ...found: unknown[]) => {
      const groups = found.at(-1) as Partial<Record<string, string>>;
      const list = groups["headed"] ?? groups["those"] ?? "";
      const isDestination = (place: string, nth: number) => {
        if (nth > 0 || /entr/i.test(groups["under"] ?? "")) return isCountry(place);
        return groups["headed"] !== undefined || isCountry(place) || isCapital(nameAt(place));
      };
      const places = list.match(/⟦\d+⟧/g) ?? [];
      const ends = places.findIndex((place, nth) => !isDestination(place, nth));
      // "Under “IRAN,” “Georgia,” and “X”": the end of the destinations is not certain.
      const isClosed =
        ends > 1 && /⟧\s*and\s*$/.test(list.slice(0, list.indexOf(places[ends - 1] ?? "")));
      const certain = ends === -1 ? places.length : isClosed ? ends : Math.min(ends, 1);
      if (ends === 0 && groups["under"] !== undefined && !/entr/i.test(groups["under"])) {
        return whole.replace(/⟦(\d+)⟧/, `${EITHER_OPEN}$1${EITHER_CLOSE}`);
      }
      return places.slice(0, certain).reduce((out, place) => {
        return out.replace(place, asDestination(place));
      }, whole);
    })
    .replace(OPENING, (whole, lead: string, place: string) => {
      return isCountry(place) ? `${lead}${asDestination(place)}` : whole;
    })
    .replace(HAS_ENTRIES, (place) => (isCountry(place) ? asDestination(place) : place))
    .replace(FROM_TO, (whole, from: string, place: string, to: string, other: string) => {
      if (!isCountry(place) || !isCountry(other)) return whole;
      return `${from}${asDestination(place)}${to}${asDestination(other)}`;
    });
  return placed.replace(/⟦(\d+)⟧/g, (place, nth: string) => {
    const mayBeOther = isCountry(place) || LICENSE_TERM.test(nameAt(place));
    return mayBeOther ? `${EITHER_OPEN}${nth}${EITHER_CLOSE}` : place;
  });
}

/** A destination as quoted, without the comma that American print puts inside the marks. */
export function bare(name: string): string {
  return name.replace(/(?<![\s,;:.])[\s,;:.]+$/, "").trim();
}

function isCapital(name: string): boolean {
  const letters = name.replace(/[^\p{L}]/gu, "");
  return letters.length > 3 && letters === letters.toUpperCase() && !/\d/.test(name);
}
