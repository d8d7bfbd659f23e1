/** Finds the end of a party's name: the comma in `Co., Ltd.` belongs to the name, the comma before the address does not. */

import { trimEndOf } from "../text/trim-end.ts";

/** Words that may follow a comma within a name, without periods. */
const SUFFIXES = new Set(
  `co corp inc ltd ltda limited llc llp lp plc company corporation incorporated gmbh jsc pjsc ojsc cjsc ao oao ooo zao
  pao aozt tov slu srl sarl spa sas sasu bv nv bvba oy kg doo eood ood sro kft zrt sia uab kk pte pty pvt private fze
  fzco fzc fz-llc fz dmcc dwc bhd jr sr ii iii phd esq sae wll saoc saog sal ltee eurl fsue fgup fkp nao npo npp pllc pt
  tbk tic sti şti aş`.split(/\s+/),
);
/** Words of names and streets as well, "San Lorenzo", "Dr. Hussain Road": they count only together with other suffixes. */
const DOUBTFUL_SUFFIXES = new Set("sa sl ab ag as ad ead dd ou san est dr".split(" "));
const SUFFIX_PHRASE =
  /^(?:(?:open |closed |public )?joint stock company|limited liability company|sdn\.? bhd|a\.? s\.|sp\.? z\.? ?o\.? ?o|et al)\b/i;
const PHRASE_START = /^[ajlocpse]/i;
const FIRST_WORD = /^\(?([\p{L}.-]+)/u;
/** No abbreviation is longer, so only this much of a name's end is tested. */
const END_LENGTH = 14;
const ABBREVIATION =
  /(?:^|[\s,.(\-/])(?:ltd|co|inc|corp|ltda|cia|bros|jr|sr|pvt|pte|pty|mfg|intl|int'l|est|tic|san|şti|sti|elec|tech|ind|dev|univ|inst|dept|eng|intern|trad|gen|dr|st|no|ave|rd|bldg|s\.a|a\.ş|a\.s|d\.d|n\.v|b\.v|s\.l|e\.v|k\.k|l\.p|u\.k|u\.s|j\.v)\.$/i;
const INITIALS = /(?:^|[\s,(])(?:\p{L}\.\s?){2,7}$/u;

const LONGEST_QUOTATION = 80;

/** `rest` is the text after the comma that ends the name; empty if there is none. Commas in brackets belong to the name. */
export function splitName(text: string): { name: string; rest: string } {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x201c) at = endOfQuotation(text, at);
    else if (character === 0x28) depth += 1;
    else if (character === 0x29) depth = Math.max(0, depth - 1);
    else if (character === 0x3b && depth === 0) {
      return { name: tidyName(text.slice(0, at)), rest: text.slice(at + 1).trimStart() };
    } else if (character === 0x2c && (depth === 0 || !text.includes(")", at))) {
      const rest = text.slice(at + 1).trimStart();
      if (!startsWithSuffix(rest)) return { name: tidyName(text.slice(0, at)), rest };
      const street = streetAfterSuffix(rest);
      if (street !== null) {
        return { name: tidyName(text.slice(0, text.length - street.length)), rest: street };
      }
    }
  }
  return { name: tidyName(text), rest: "" };
}

/** `“Inner; Quote” Co.`: the end of the quotation that opens at `open`; `open` if it does not close before the next one. */
function endOfQuotation(text: string, open: number): number {
  const inside = /^[^“”]*”/.exec(text.slice(open + 1, open + LONGEST_QUOTATION));
  return inside === null ? open : open + inside[0].length;
}

/** Removes list punctuation at the end; a period that belongs to an abbreviation stays: `Co., Ltd.`. */
export function tidyName(text: string): string {
  const bare = trimEndOf(text.replace(/^[\s,;:]+/, ""), " ,;:").replace(/[,;](['’”"])$/, "$1");
  if (!bare.endsWith(".")) return bare;
  const single = bare.replace(/(?<!\.)\.{2,}$/, ".");
  return endsWithAbbreviation(single) ? single : single.slice(0, -1).trimEnd();
}

export function endsWithAbbreviation(text: string): boolean {
  const end = text.slice(-END_LENGTH);
  return ABBREVIATION.test(end) || INITIALS.test(end);
}

export function startsWithSuffix(rest: string): boolean {
  const word = suffixWord(rest);
  if (SUFFIXES.has(word)) return true;
  if (DOUBTFUL_SUFFIXES.has(word)) {
    const segment = rest.split(",", 1)[0] ?? "";
    return segment.split(" ").every((part) => isSuffix(suffixWord(part)));
  }
  return PHRASE_START.test(rest) && SUFFIX_PHRASE.test(rest.slice(0, 40));
}

function isSuffix(word: string): boolean {
  return SUFFIXES.has(word) || DOUBTFUL_SUFFIXES.has(word);
}

function suffixWord(text: string): string {
  const word = FIRST_WORD.exec(text)?.[1] ?? "";
  return (word.includes(".") ? word.replaceAll(".", "") : word).toLowerCase();
}

/** `Ltd. 25 Main Street, …`: the comma before the address is missing. */
function streetAfterSuffix(rest: string): string | null {
  const street = /^[\p{L}.() -]{2,14}?[.)]\s+((?:no\.?\s?)?\d[^,]*,[\s\S]*)$/iu.exec(rest)?.[1];
  return street ?? null;
}
