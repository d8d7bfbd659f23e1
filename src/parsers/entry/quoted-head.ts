/** Names that instructions quote and rows begin with: a comma or a semicolon within one does not end it. */

import { countryOfAddress, countryOfDestination } from "../../model/country.ts";
import type { ListCode } from "../../model/entry.ts";
import { destinationKey } from "../../model/identity.ts";
import { nameKey } from "../../model/name-key.ts";
import type { Instruction } from "../instructions/instruction.ts";
import { plainPrint } from "../text/plain-print.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { startsWithSuffix } from "./name.ts";

/** A quotation may reach into the address: then it says nothing of where the name ends. */
const ADDRESS =
  /\d|\b(?:st|str|street|road|rd|ave|avenue|lane|blvd|boulevard|bulvar[ıi]|cadde(?:si)?|sokak|mahallesi|ulitsa|ul|prospekt|highway|square|drive|tower|building|floor|room|suite|district|city|province|p\.?\s?o\.? box)\b/iu;
const END_OF_NAME = /^(?:\s*[,;]|\s*[af]\.k\.a\b|\.?\s*$|\.\s)/;

export type QuotedNames = (list: ListCode, destination: string) => readonly string[];

/** By where their rows stand. */
export function quotedNames(instructions: readonly Instruction[]): QuotedNames {
  const showing = instructions.filter(({ op }) => op !== "remove");
  const byPlace = Map.groupBy(showing, ({ list, newDestination, destination }) => {
    return placeKey(list, newDestination ?? destination);
  });
  return (list, destination) => {
    const here = byPlace.get(placeKey(list, destination)) ?? [];
    return here.flatMap(({ names, newNames }) => [...names, ...newNames]);
  };
}

function placeKey(list: ListCode, destination: string): string {
  return `${list}|${destinationKey({ destination, country: countryOfDestination(destination) })}`;
}

/**
 * The name, as quoted, with which the line begins, where it goes on behind `read`, which is the name as the line alone
 * tells it; null where there is none for certain. `isLast`: no line follows.
 */
export function quotedHead(
  line: string,
  read: string,
  quoted: readonly string[],
  isLast: boolean,
): string | null {
  const heads = quoted.map(plainPrint).filter((name) => {
    if (!line.startsWith(name) || !nameKey(name).startsWith(`${nameKey(read)} `)) return false;
    const more = name.slice(read.length);
    const rest = line.slice(name.length);
    const address = rest.replace(/^[\s,;.]+/, "");
    // Of "Foo, Moscow | , Russia" no address would be left.
    const leavesAddress = !isLast || address.includes(",");
    return (
      END_OF_NAME.test(rest) &&
      leavesAddress &&
      !startsWithSuffix(address) &&
      !ADDRESS.test(more) &&
      countryOfAddress(more) === null &&
      findAliasMarker(name) === null
    );
  });
  return heads.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * The text of an entry whose quoted name its first row holds only in part: that row and the next are one line. Null where no
 * quoted name runs over both. `head`: the text of the first row.
 */
export function joinSplitName(
  text: string,
  head: string,
  quoted: readonly string[],
): string | null {
  if (head === "" || head.includes("\n") || !text.startsWith(`${head}\n`)) return null;
  const joined = `${head} ${text.slice(head.length + 1)}`;
  const plain = plainPrint(joined);
  const begins = `${plainPrint(head)} `;
  const isSplit = quoted.map(plainPrint).some((name) => {
    return (
      name.startsWith(begins) &&
      plain.startsWith(name) &&
      END_OF_NAME.test(plain.slice(name.length))
    );
  });
  return isSplit ? joined : null;
}
