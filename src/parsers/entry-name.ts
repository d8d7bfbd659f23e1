/** Where a party's name ends: the commas of `Co., Ltd.` belong to it, the one before the address does not. */

import { trimEndOf } from "./trim-end.ts";

/** What may follow a comma and still be the name. Periods are dropped before comparing. */
const SUFFIX =
  /^(?:\(?(?:co|corp|inc|ltd|ltda|limited|llc|llp|lp|plc|company|corporation|incorporated|gmbh|jsc|pjsc|ojsc|cjsc|ao|oao|ooo|zao|pao|oaо|aozt|tov|joint stock company|open joint stock company|closed joint stock company|public joint stock company|limited liability company|sa|sl|slu|srl|sarl|spa|sas|sasu|bv|nv|bvba|ab|oy|kg|ag|as|a s|doo|dd|eood|ood|ead|ad|sro|kft|zrt|sp z oo|sia|ou|uab|kk|pte|pty|pvt|private|fze|fzco|fzc|fz-llc|fz|dmcc|dwc|est|sdn bhd|bhd|jr|sr|ii|iii|phd|dr|esq|sae|wll|saoc|saog|sal|sarl|ltee|eurl|sa de cv|et al|fsue|fgup|fkp|nao|npo|npp|pllc|tic|san|sti|şti)\b\)?)(?=$|[\s(),;-])/i;
const ABBREVIATION =
  /(?:^|[\s,.(\-/])(?:ltd|co|inc|corp|ltda|cia|bros|jr|sr|pvt|pte|pty|mfg|intl|int'l|est|tic|san|şti|sti|elec|tech|ind|dev|univ|inst|dept|eng|intern|trad|gen|dr|st|no|ave|rd|bldg|s\.a|a\.ş|a\.s|d\.d|n\.v|b\.v|s\.l|e\.v|k\.k|l\.p|u\.k|u\.s|j\.v)\.$/i;
const INITIALS = /(?:^|[\s,(])(?:\p{L}\.\s?){2,}$/u;

/** `rest` is what follows the name's last comma, empty where none does. Commas inside brackets are the name's. */
export function splitName(text: string): { name: string; rest: string } {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x28) depth += 1;
    else if (character === 0x29) depth = Math.max(0, depth - 1);
    else if (character === 0x2c && (depth === 0 || !text.includes(")", at))) {
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

/** Drops list punctuation at the end; a period stays where it belongs to an abbreviation: `Co., Ltd.`. */
export function tidyName(text: string): string {
  const bare = trimEndOf(text.replace(/^[\s,;:]+/, ""), " ,;:").replace(/[,;](['’”"])$/, "$1");
  if (!bare.endsWith(".")) return bare;
  const single = bare.replace(/\.{2,}$/, ".");
  return endsWithAbbreviation(single) ? single : single.slice(0, -1).trimEnd();
}

export function endsWithAbbreviation(text: string): boolean {
  return ABBREVIATION.test(text) || INITIALS.test(text);
}

export function startsWithSuffix(rest: string): boolean {
  const head = rest.slice(0, 48);
  return SUFFIX.test(head) || SUFFIX.test(head.replaceAll(".", ""));
}

/** `Ltd. 25 Main Street, …`: the comma before the address was forgotten. */
function streetAfterSuffix(rest: string): string | null {
  const street = /^[\p{L}.() -]{2,14}?[.)]\s+(\d[^,]*,[\s\S]*)$/u.exec(rest)?.[1];
  return street ?? null;
}
