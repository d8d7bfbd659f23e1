/** Reads one dash line of a list of aliases: usually one name; sometimes several names, a remark or an address. */

import { countryOfAddress } from "../../model/country.ts";
import type { Alias, AliasType } from "../../model/entry.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { bracketEnd, readBracketAliases, tidyAlias } from "./aliases.ts";

export interface AliasLine {
  readonly aliases: readonly Alias[];
  readonly addresses: readonly string[];
  readonly remarks: readonly string[];
}

/** `Chelyabinsk-70, (Address: P.O. Box 245, …); and any nuclear-related entities … located in Snezhinsk.` */
const BRACKET_ADDRESS = /(?:,\s*|(?<!\s)\s+)?\((address:[^()]*)\)/i;
/** `Power Plant Workshops, P.O. Box 1114, Islamabad` */
const POST_BOX = /,\s*(P\.?\s?O\.? Box\b.{0,500})$/i;
/** `Beijing Huawei Longshine, to include the following subordinate. Q80-3-25R, …`: an address follows. */
const INCLUDED = /(?:,\s*|(?<!\s)\s+)?\bto include the following subordinates?\b/i;
const AND_ANY = /;\s*and (any [^;]*)$/i;
/** `IRGC Air Force; IRGCAF;`, but not `Xinjiang Leon Telecom; and Technology`. */
const BETWEEN = /;\s+(?!and\b)/;

const NONE: readonly string[] = [];

export function readAliasLine(text: string, type: AliasType): AliasLine {
  const included = text.includes("to include") ? text.search(INCLUDED) : -1;
  if (included === -1) return readNames(text, type);
  const line = readNames(text.slice(0, included), type);
  const address = `${text.slice(included).replace(/^[,\s]+/, "")};`;
  return { ...line, addresses: [...line.addresses, address] };
}

function readNames(text: string, type: AliasType): AliasLine {
  // Most lines are a name and the punctuation of the list: `X;`, `X; and`, `X.`
  const semicolon = text.indexOf(";");
  const isPlain = semicolon === -1 || semicolon >= text.length - "; and".length;
  if (isPlain && !text.includes("(") && !text.includes("k.a") && !text.includes("Box")) {
    return { aliases: named(tidyAlias(text), type), addresses: NONE, remarks: NONE };
  }
  const aliases: Alias[] = [];
  const remarks: string[] = [];
  const addresses: string[] = [];
  let names = text;
  const box = POST_BOX.exec(text);
  // The cell reader itself removes a complete address, with its country, from the last alias.
  if (box !== null && countryOfAddress(text) === null) {
    addresses.push(`${tidyAlias(box[1] ?? "")};`);
    names = text.slice(0, box.index);
  }
  if (text.includes("(") || text.includes(";")) {
    const address = BRACKET_ADDRESS.exec(names);
    if (address !== null) {
      addresses.push(address[1] ?? "");
      names = names.replace(address[0], "");
    }
    const any = AND_ANY.exec(names);
    if (any !== null) {
      remarks.push(tidyAlias(any[1] ?? ""));
      names = names.slice(0, any.index);
    }
  }
  for (const part of names.includes(";") ? names.split(BETWEEN) : [names]) {
    // "(all of preceding located in or near Mianyang, Sichuan Province)" is a remark, not a name.
    if (/^\(.*\)$/.test(part)) remarks.push(part.slice(1, -1));
    else aliases.push(...readName(part, type));
  }
  return { aliases, addresses, remarks };
}

function readName(text: string, type: AliasType): Alias[] {
  const marker = text.includes("k.a") || text.includes("aka") ? findAliasMarker(text) : null;
  if (marker === null || marker.start === 0) return named(tidyAlias(text), type);
  const end = marker.bracketed ? bracketEnd(text, marker.end) : text.length;
  return [
    ...named(tidyAlias(text.slice(0, marker.start)), type),
    ...readBracketAliases(text.slice(marker.end, end), marker.type),
  ];
}

function named(name: string, type: AliasType): Alias[] {
  return name === "" ? [] : [{ name, type }];
}
