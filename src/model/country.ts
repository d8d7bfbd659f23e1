/** Which country a destination heading or the end of an address names, as ISO 3166-1 alpha-2. */

import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import { nameKey } from "./name-key.ts";

/** BIS's spellings that the ISO list of names lacks. An empty code: the words name no country. */
const BIS_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  AE: ["U.A.E.", "United Arab Emirate", "United Arab"],
  BA: ["Bosnia"],
  BO: ["Bolivia, Plurinational State of"],
  CD: ["DRC", "D.R.C.", "Congo, Democratic Republic of the", "Congo (Kinshasa)", "Congo"],
  CG: ["Congo, Republic of the", "Congo (Brazzaville)"],
  CN: [
    "China, People's Republic of",
    "Peoples Republic of China",
    "PRC",
    "P.R.C.",
    "China, P.R.",
    "Mainland China",
  ],
  CZ: ["Czech"],
  GB: ["U.K.", "England", "Scotland", "Wales", "Northern Ireland"],
  HK: [
    "Hong Kong",
    "Hongkong",
    "Hong Kong, China",
    "Hong Kong SAR",
    "Hong Kong S.A.R.",
    "Hong Kong SAR, China",
    "Hong Kong S.A.R., China",
    "Hong Kong, People's Republic of China",
    "Hong Kong, P.R. China",
    "Hong Kong (China)",
  ],
  IR: ["Iran, Islamic Republic of"],
  KP: ["North Korea", "D.P.R.K.", "DPRK", "Korea, North"],
  KR: ["Korea", "Korea, South", "R.O.K.", "ROK"],
  LA: ["Laos", "Lao PDR", "Lao P.D.R."],
  MM: ["Burma", "Burma (Myanmar)", "Myanmar (Burma)"],
  MO: ["Macau", "Macao", "Macau, China", "Macao, China", "Macau SAR", "Macau SAR, China"],
  NL: ["Holland"],
  SY: ["Syria"],
  TR: ["Turkiye", "Republic of Turkiye"],
  TW: ["Taiwan, R.O.C.", "Taiwan, ROC", "R.O.C.", "Taiwan, China"],
  // BIS heads the entries of the occupied peninsula apart; ISO knows it as Ukraine's.
  UA: ["Crimea", "Crimea (Occupied)", "Crimea region of Ukraine", "Crimea region"],
  US: ["U.S.A.", "U.S."],
  VG: ["British Virgin Islands", "Virgin Islands, British", "B.V.I.", "BVI"],
  VN: ["Vietnam", "Viet Nam", "Socialist Republic of Vietnam"],
  // Regions whose last word is another country's name.
  "": ["New Jersey", "New Mexico", "Inner Mongolia", "Nei Mongolia", "Georgia, USA"],
};

const MAX_WORDS = 6;
/** A postal code and its parts may follow the country: `United Kingdom W1J7 LS`. */
const MAX_POSTAL_WORDS = 3;
/** No country's name and postal code is longer; names are looked for in this much of an address. */
const TAIL_LENGTH = 64;

const codes = new Map<string, string>();
for (const [code, names] of Object.entries(english.countries)) {
  for (const name of [names].flat()) codes.set(nameKey(name), code);
}
for (const [code, names] of Object.entries(BIS_SPELLINGS)) {
  for (const name of names) codes.set(nameKey(name), code);
}

/** Also takes the summaries' forms: `the People's Republic of China (China)`, `the Netherlands`, `U.A.E.`. */
export function countryOfDestination(heading: string): string | null {
  const whole = nameKey(heading).replace(/^the /, "");
  const bare = nameKey(heading.replace(/\([^()]*\)/g, " ")).replace(/^the /, "");
  return codes.get(whole) || codes.get(bare) || null;
}

/** The country named at the end of the text, where a postal code may follow it; null where none is. */
export function countryOfAddress(text: string): string | null {
  const words = nameKey(text.slice(-TAIL_LENGTH)).split(" ");
  for (let postal = 0; postal <= MAX_POSTAL_WORDS && words.length > 0; postal += 1) {
    const code = countryAtEnd(words);
    // The American state, by its five-digit ZIP code; the country's own codes have four.
    if (code === "GE" && postal > 0 && /\d{5}/.test(text.slice(-TAIL_LENGTH))) return null;
    if (code !== undefined) return code || null;
    const last = words.pop() ?? "";
    if (!/\d/.test(last) && !isPostalRest(last, words)) return null;
  }
  return null;
}

function countryAtEnd(words: readonly string[]): string | undefined {
  for (let length = Math.min(MAX_WORDS, words.length); length > 0; length -= 1) {
    const code = codes.get(words.slice(-length).join(" "));
    if (code !== undefined) return code;
  }
  return undefined;
}

function isPostalRest(word: string, before: readonly string[]): boolean {
  return word.length <= 3 && /\d/.test(before.at(-1) ?? "");
}
