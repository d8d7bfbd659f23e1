/** Finds the country that a destination heading or the end of an address names, as ISO 3166-1 alpha-2. */

import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import { nameKey } from "./name-key.ts";

/** BIS spellings that are missing from the ISO names. An empty code means that the words name no country. */
export const BIS_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  AE: ["U.A.E.", "United Arab Emirate", "United Arab"],
  BA: ["Bosnia", "Bosnia-Herzegovina"],
  BN: ["Brunei"],
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
  CV: ["Cabo Verde"],
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
    "Kowloon",
  ],
  IR: ["Iran, Islamic Republic of"],
  KG: ["Kyrgyz Republic"],
  KP: ["North Korea", "D.P.R.K.", "DPRK", "Korea, North"],
  KR: ["Korea", "Korea, South", "R.O.K.", "ROK"],
  LA: ["Laos", "Lao PDR", "Lao P.D.R.", "Laos P.D.R."],
  MD: ["Moldova"],
  MK: ["Macedonia"],
  MM: ["Burma", "Burma (Myanmar)", "Myanmar (Burma)"],
  MO: ["Macau", "Macao", "Macau, China", "Macao, China", "Macau SAR", "Macau SAR, China"],
  NL: ["Holland"],
  SK: ["Slovak Republic"],
  SY: ["Syria"],
  SZ: ["Swaziland"],
  TL: ["East Timor"],
  TR: ["Turkiye", "Republic of Turkiye"],
  TW: ["Taiwan, R.O.C.", "Taiwan, ROC", "R.O.C.", "Taiwan, China"],
  // BIS lists the occupied peninsula as a destination of its own; in ISO it is part of Ukraine.
  UA: ["Crimea", "Crimea (Occupied)", "Crimea region of Ukraine", "Crimea region"],
  US: ["U.S.A.", "U.S."],
  VE: ["Venezuela, Bolivarian Republic of"],
  VG: ["British Virgin Islands", "Virgin Islands, British", "B.V.I.", "BVI"],
  VN: ["Vietnam", "Viet Nam", "Socialist Republic of Vietnam"],
  // Regions whose last word is another country's name.
  "": ["New Jersey", "New Mexico", "Inner Mongolia", "Nei Mongolia", "Georgia, USA"],
};

/** A postal code and its parts may follow the country: `United Kingdom W1J7 LS`. */
const MAX_POSTAL_WORDS = 3;
/** No country name with postal code is longer; only this much of an address is searched. */
const TAIL_LENGTH = 64;

/** `…, Dubai, U.A.E., P.O. Box 16048` */
const POST_BOX = /(?:,\s*|(?<!\s)\s+)?P\.?\s?O\.? Box[\s:#\d-]*$/i;
/** Longer than any part of a postal code. */
const MIN_COUNTRY_LENGTH = 5;
const STREET = /^(?:st|str|rd|ave|dr|ln|no|blk)$/;

const codes = new Map<string, string>();
/** The same codes by letters only: a heading may be broken, `KAZAKH-STAN`. */
const codesByLetters = new Map<string, string>();
interface Ending {
  /** The country that this word alone names: `china`. */
  readonly single: string | undefined;
  /** Preceding words that may make it another name: `kong` of `hong kong china`. */
  readonly before: ReadonlySet<string>;
  /** Longest first. */
  readonly names: readonly { readonly words: readonly string[]; readonly code: string }[];
}

/** Names by their last word, to search an address from its end. */
const endings = new Map<string, Ending>();
for (const [code, names] of [
  ...Object.entries(english.countries),
  ...Object.entries(BIS_SPELLINGS),
]) {
  for (const name of [names].flat()) codes.set(nameKey(name), code);
}
for (const [key, code] of codes) codesByLetters.set(key.replaceAll(" ", ""), code);
const byLastWord = new Map<string, { words: string[]; code: string }[]>();
for (const [key, code] of codes) {
  const words = key.split(" ");
  const last = words.at(-1) ?? "";
  byLastWord.set(last, [...(byLastWord.get(last) ?? []), { words, code }]);
}
for (const [last, names] of byLastWord) {
  names.sort((a, b) => b.words.length - a.words.length);
  const before = new Set(names.flatMap(({ words }) => words.at(-2) ?? []));
  endings.set(last, { single: codes.get(last), before, names });
}

/** Whether a heading is spelled, word by word, as a country's name. */
export function isCountryName(heading: string): boolean {
  return codes.has(nameKey(heading));
}

/** `Republic of Armenia`, `Kingdom of Saudi Arabia`; with these the words name two countries each. */
const FORM_OF_STATE =
  /^(?:(?:islamic |federal )?republic|kingdom|hashemite kingdom|state|sultanate|union) of (?:the )?(?!china$|korea$|congo$)/;

/** Also accepts the forms in summaries: `the People's Republic of China (China)`, `the Netherlands`, `U.A.E.`. */
export function countryOfDestination(heading: string): string | null {
  const whole = nameKey(heading).replace(/^the /, "");
  const known =
    codes.get(whole) ??
    codesByLetters.get(whole.replaceAll(" ", "")) ??
    codes.get(whole.replace(FORM_OF_STATE, ""));
  if (known !== undefined || !heading.includes("(")) return known || null;
  const bare = nameKey(heading.replace(/\([^()]*\)/g, " ")).replace(/^the /, "");
  return (codes.get(bare) ?? codes.get(bare.replace(FORM_OF_STATE, ""))) || null;
}

/** The country at the end of the text, optionally followed by a postal code; null where there is none. */
export function countryOfAddress(text: string): string | null {
  const quick = countryOfLastWords(text);
  if (quick !== undefined) return quick;
  const words = tailWords(text);
  for (let dropped = 0; dropped <= MAX_POSTAL_WORDS && words.length > 0; dropped += 1) {
    const code = countryAtEnd(words);
    // A five-digit ZIP code marks the American state; the country's postal codes have four digits.
    if (code === "GE" && dropped > 0 && /\d{5}/.test(text.slice(-TAIL_LENGTH))) return null;
    if (code !== undefined) return code || null;
    const last = words.pop() ?? "";
    if (!/\d/.test(last) && !isPostalRest(last, words, dropped)) return null;
  }
  return null;
}

/** Decides most texts by their last two words; undefined where the full search is needed. */
function countryOfLastWords(text: string): string | null | undefined {
  const end = backOver(text, text.length, isPunctuation);
  const start = backOver(text, end, isLetter);
  const gap = backOver(text, start, isPunctuation);
  if (end - start < MIN_COUNTRY_LENGTH || gap === start) return undefined;
  const ending = endings.get(text.slice(start, end).toLowerCase());
  // A word of this length is no part of a postal code, so the text ends in no country.
  if (ending === undefined) return null;
  const before = text.slice(backOver(text, gap, isLetter), gap).toLowerCase();
  return ending.before.has(before) ? undefined : ending.single;
}

function backOver(text: string, end: number, passes: (code: number) => boolean): number {
  let at = end;
  while (at > 0 && passes(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isPunctuation(code: number): boolean {
  return code === 0x20 || code === 0x2c || code === 0x2e || code === 0x3b || code === 0x29;
}

/** The same words as `nameKey` gives; plain ASCII, the common case, takes a faster path. */
function tailWords(text: string): string[] {
  let tail = text.slice(-TAIL_LENGTH);
  if (tail.includes("Box")) tail = tail.replace(POST_BOX, "");
  if (/[^\x20-\x7e’]/.test(tail)) return nameKey(tail).split(" ");
  const lower = tail.toLowerCase();
  return (/['’`]/.test(lower) ? lower.replace(/['’`]/g, "") : lower).match(/[a-z0-9]+/g) ?? [];
}

function countryAtEnd(words: readonly string[]): string | undefined {
  const names = endings.get(words.at(-1) ?? "")?.names;
  return names?.find((name) => endsWith(words, name.words))?.code;
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  const offset = words.length - end.length;
  return offset >= 0 && end.every((word, at) => words[offset + at] === word);
}

/** The letters of `Germany D-65451`, `W1J7 LS`, `ECIY 1AA`, but not of `China St. 5`. */
function isPostalRest(word: string, before: readonly string[], dropped: number): boolean {
  if (STREET.test(word)) return false;
  return word.length <= (dropped > 0 ? 4 : 3) && (dropped > 0 || /\d/.test(before.at(-1) ?? ""));
}
