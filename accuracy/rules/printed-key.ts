/** Keys by which what was read and what is right are the same. */

import { countryOfDestination } from "../../src/model/country.ts";
import { destinationKey } from "../../src/model/identity.ts";

/** Stricter than the key by which the list itself is searched: only case, spaces, the form of quotes and dashes, and the ends don't count. */
export function printedKey(text: string): string {
  return text
    .replace(/[`’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/\s+/g, " ")
    .replace(/^[ .,;:]+|[ .,;:]+$/g, "")
    .toLowerCase();
}

export function placeKey(destination: string): string {
  return destinationKey({ destination, country: countryOfDestination(destination) });
}

/** `EL CN`: where an entry stands. */
export function standKey(list: string, destination: string): string {
  return `${list} ${placeKey(destination)}`;
}
