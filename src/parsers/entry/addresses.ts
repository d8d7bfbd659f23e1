/** Splits the address text of an entry into its addresses. */

import { countryOfAddress } from "../../model/country.ts";
import type { Address } from "../../model/entry.ts";
import { trimEndOf } from "../text/trim-end.ts";

/** `Kat: 1 No; 114, Yesilkoy` (Turkey) prints a semicolon instead of a colon. */
const SEPARATOR = /;(?<!\bNo;)\s*(?:and\b[\s,]*|and(?=[\dA-Z]))?/;
/** Separates addresses only between countries: `Kabul, Afghanistan, and Dasht Qala, …`, `…34153 Turkey and Yesilkoy Mh. …`. */
const SOFT_SEPARATOR = /(?:[,.]\s+|(?<!\s)\s+)and,?\s+|\.\s+/g;
/** The Russian entries of 2014 print `Address: …` and `Alt Address: …`; Huawei's entries print `Addresses for Huawei …:`. */
const LABEL = /^(?:alt\.?(?:ernate)?\s+)?address(?:es)?(?: for [^:]{1,80})?\s*:\s*/i;

/**
 * `within` is the country of the destination; it is used for an address that names no country.
 * `lines` are printed lines: a line continues on the next one unless that one is labelled as an address.
 */
export function readAddresses(lines: readonly string[], within: string | null): Address[] {
  const addresses: Address[] = [];
  for (const joined of joinLines(lines)) {
    for (const between of joined.includes(";") ? joined.split(SEPARATOR) : [joined]) {
      for (const part of splitBetweenCountries(between)) {
        const text = tidyAddress(part);
        if (/[\p{L}\p{N}]/u.test(text)) {
          addresses.push({ text, country: countryOfAddress(text) ?? within });
        }
      }
    }
  }
  return addresses;
}

function joinLines(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const labelled = /^a/i.test(line) && LABEL.test(line);
    const last = texts.at(-1);
    if (last === undefined || labelled) texts.push(line.replace(LABEL, ""));
    else texts[texts.length - 1] = `${last} ${line}`;
  }
  return texts;
}

function splitBetweenCountries(text: string): string[] {
  if (!text.includes(" and") && !text.includes(". ")) return [text];
  let start = 0;
  const parts: string[] = [];
  for (const separator of text.matchAll(SOFT_SEPARATOR)) {
    if (endsAbbreviation(text, separator.index)) continue;
    const left = text.slice(start, separator.index);
    if (countryOfAddress(left) === null || !/[,\d]/.test(left)) continue;
    // `(Behind Pakistan and Turkish Embassies)`
    if (left.lastIndexOf("(") > left.lastIndexOf(")")) continue;
    const right = text.slice(separator.index + separator[0].length);
    if (!right.includes(",") || countryOfAddress(right) === null) continue;
    parts.push(left);
    start = separator.index + separator[0].length;
  }
  parts.push(text.slice(start));
  return parts;
}

/** `No. 5`, `St. Petersburg`: a capital letter with one or two small letters is not a country. */
function endsAbbreviation(text: string, end: number): boolean {
  if (end < 3 || text.charCodeAt(end - 1) < SMALL_A) return false;
  return isCapital(text.charCodeAt(end - 2)) || isCapital(text.charCodeAt(end - 3));
}

function isCapital(code: number): boolean {
  return code >= CAPITAL_A && code <= CAPITAL_Z;
}

const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;
const SMALL_A = 0x61;

/** Huawei's affiliates: `—Beijing Huawei Longshine, to include the following subordinate. Q80-3-25R, 3rd Floor, …` */
const INCLUDED = /^(?:and )?to include the following subordinates?(?: [a-z]+)?\s*[.:,]?\s*/i;

function tidyAddress(printed: string): string {
  const text = /^(?:and )?to inc/i.test(printed) ? printed.replace(INCLUDED, "") : printed;
  const started = /^[\s,.;—–]/.test(text) ? text.replace(/^[\s,.;—–]+/, "") : text;
  const bare = trimEndOf(started, " ,;");
  const ended = bare.endsWith("and") ? trimEndOf(bare.replace(/[\s,;]and$/, ""), " ,;") : bare;
  if (!ended.endsWith(".") || /(?:\b\p{L}\.){2}$/u.test(ended.slice(-8))) return ended;
  return trimEndOf(ended, " .");
}
