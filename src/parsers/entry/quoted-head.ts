/** Finds the end of a row's name by the name that an instruction quotes: a comma or semicolon inside it is not its end. */

import { countryOfAddress, countryOfDestination } from "../../model/country.ts";
import type { ListCode } from "../../model/entry.ts";
import { destinationKey } from "../../model/identity.ts";
import { nameKey } from "../../model/name-key.ts";
import type { Instruction } from "../instructions/instruction.ts";
import { plainPrint } from "../text/plain-print.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { startsWithSuffix } from "./name.ts";

/** A quotation may include a part of the address; then it does not show where the name ends. */
const ADDRESS =
  /\d|\b(?:st|str|street|road|rd|ave|avenue|lane|blvd|boulevard|bulvar[ıi]|cadde(?:si)?|sokak|mahallesi|ulitsa|ul|prospekt|highway|square|drive|tower|building|floor|room|suite|district|city|province|p\.?\s?o\.? box)\b/iu;
const END_OF_NAME = /^(?:\s*[,;]|\s*[af]\.k\.a\b|\.?\s*$|\.\s)/;

export type QuotedNames = (list: ListCode, destination: string) => readonly string[];

/** Collects the quoted names by the list and destination of their rows. */
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
 * The quoted name at the start of the line, if it is longer than `read`, the name read from the line alone; null if no
 * quoted name fits for certain. `isLast`: no line follows.
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
    // The quotation "Foo, Moscow" of "Foo, Moscow, Russia" would leave no address.
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
 * Joins the first two rows of an entry if a quoted name continues from the first into the second; null otherwise.
 * `head` is the text of the first row.
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
