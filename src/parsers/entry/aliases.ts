/** Reads aliases in running text, and separates an alias from an address printed directly after it. */

import { countryOfAddress, countryOfDestination } from "../../model/country.ts";
import type { Alias, AliasType } from "../../model/entry.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { gluedStreet } from "./head-name.ts";
import { endsWithAbbreviation, splitName, startsWithSuffix, tidyName } from "./name.ts";

/** Removes the dash and the list's punctuation: `—AOOK; and` → `AOOK`. */
export function tidyAlias(text: string): string {
  let name = text.replace(/^[\s—–-]+/, "");
  // Huawei's last alias continues: ", and to include the following addresses and the following 22 affiliated entities:".
  if (name.includes("to include")) {
    name = name.replace(/(?:,\s*|(?<!\s)\s+)?(?:and )?to include the following\b[\s\S]*/i, "");
  }
  if (/^[“"]/.test(name)) name = name.replace(/^[“"]([^“”"]*)[”"]$/, "$1");
  // "HPSTAR; and;" (China) prints its punctuation twice.
  if (/and[\s;,.]*$/i.test(name.slice(-8)))
    name = name.replace(/(?:[;,]\s*|(?<!\s)\s+)and[\s;,.]*$/i, "");
  return tidyName(name);
}

/** Where the bracket that opens before `from` closes; the end of the text if it never closes. */
export function bracketEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/**
 * `X; a.k.a. Y, f.k.a., Z` (the content of a bracket) or `Mosi Oveici. Mehrabad Airport, Tehran, Iran` (an announced
 * alias and the address). `count` is the announced number of aliases; null if none is given.
 */
export function splitInlineAliases(
  text: string,
  type: AliasType,
  count: number | null,
): { aliases: Alias[]; rest: string } {
  const aliases: Alias[] = [];
  const pieces = splitAtMarkers(text, type);
  const { text: last = "", type: lastType = type } = pieces.pop() ?? {};
  for (const piece of pieces) append(aliases, aliasesOf(separateItems(piece.text), piece.type));
  const { names, rest } = splitItems(last, pieces.length === 0 ? count : null);
  append(aliases, aliasesOf(names, lastType));
  return { aliases, rest };
}

/** An alias has a dash, also where more are printed than announced. */
const BEGINS_ALIAS = /^\s*[—–]/;

/** Splits the text into the names at its start and the address after them. */
function splitItems(text: string, count: number | null): { names: string[]; rest: string } {
  const names: string[] = [];
  const items = separateItems(text);
  const named = count ?? 1;
  let at = 0;
  const goesOn = (next: string) =>
    names.length < named - 1 || BEGINS_ALIAS.test(next) || isPlainName(next);
  while (at < items.length - 1 && goesOn(items[at + 1] ?? "")) {
    names.push(items[at] ?? "");
    at += 1;
  }
  // `Mark Ong and Matti Chong` stays one alias: the "and" may belong to the name.
  const item = items[at] ?? "";
  const closed = at < items.length - 1 && isPlainName(item) ? enumerated(item) : null;
  const { alias, address } =
    closed === null ? (splitEnumeration(item) ?? splitLast(item)) : { alias: closed, address: "" };
  append(names, alias.split(/;\s*/));
  const others = items.slice(at + 1);
  return { names, rest: [address, ...others].filter((part) => part !== "").join("; ") };
}

/** `X; a.k.a. Y, f.k.a., Z` → X, Y and Z, each with its type. */
function splitAtMarkers(text: string, type: AliasType): { text: string; type: AliasType }[] {
  const pieces: { text: string; type: AliasType }[] = [];
  let [left, kind] = [text, type];
  let next = findAliasMarker(left);
  while (next !== null && next.start > 0 && !next.announces) {
    pieces.push({ text: left.slice(0, next.start), type: kind });
    [left, kind] = [left.slice(next.end), next.type];
    next = findAliasMarker(left);
  }
  return [...pieces, { text: left, type: kind }];
}

/** An alias with its address on the same line: `—Zaliv Shipyard LLC. 4 Tankistov Street, Kerch, Crimea 98310, Ukraine`. */
export function splitGluedAddress(text: string): { alias: string; address: string } | null {
  const byPeriod = splitAtPeriod(text);
  const split = splitName(text);
  const street = gluedStreet(split.name, split.rest);
  const name = tidyName(split.name.slice(0, split.name.length - (street?.length ?? 0)));
  const rest = street === null ? split.rest : `${street}, ${split.rest}`;
  // `—Elena Grinenko, Gmunder Str. 25, Heubach, Germany`: the first boundary counts.
  if (rest === "" || countryOfAddress(rest) === null) return byPeriod;
  if (byPeriod !== null && byPeriod.alias.length <= name.length) return byPeriod;
  return { alias: name, address: rest };
}

function splitAtPeriod(text: string): { alias: string; address: string } | null {
  for (const period of text.matchAll(/\.\s*(?=\d|ul\.)|\.'?\s+|\s(?=P\.?\s?O\.? Box)/g)) {
    const alias = text.slice(0, period.index);
    const address = text.slice(period.index + period[0].length);
    if (alias.length < 3 || /(?:^|[\s.])\p{Lu}$/u.test(alias) || startsWithSuffix(address))
      continue;
    if (!address.includes(",") && countryOfDestination(address) === null) return null;
    if (countryOfAddress(address) !== null) {
      return { alias: endsWithAbbreviation(`${alias}.`) ? `${alias}.` : alias, address };
    }
  }
  return null;
}

/** Aliases in brackets, after `a.k.a.`: the brackets hold no address. */
export function readBracketAliases(text: string, type: AliasType): Alias[] {
  const pieces = splitAtMarkers(text, type);
  return pieces.flatMap((piece, at) => {
    const items = separateItems(piece.text);
    const only = at === pieces.length - 1 && items.length === 1 ? (items[0] ?? "") : null;
    return aliasesOf(only === null ? items : (separateNames(only) ?? items), piece.type);
  });
}

function separateItems(text: string): string[] {
  return text.split(/;\s*(?:and\s+)?/).filter((item) => item.trim() !== "");
}

function aliasesOf(printed: readonly string[], type: AliasType): Alias[] {
  return printed.map((text) => ({ name: tidyAlias(text), type })).filter(({ name }) => name !== "");
}

/** `Lin Rongnan, Steven Lim and Yong Nam Lim`, or two similar names joined by "and"; null if it may be one name. */
function separateNames(text: string): string[] | null {
  const joined = /^(?=.*$)(.*\S),? and (\S.*)$/.exec(text);
  if (joined === null) return null;
  const [, before = "", last = ""] = joined;
  const names: string[] = [];
  for (let left = splitName(before); left.name !== ""; left = splitName(left.rest)) {
    names.push(left.name);
  }
  return names.length > 1 || resembles(last, before) ? [...names, last] : null;
}

const PERSON = /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}.'-]*){1,2}$/u;
const FIRM =
  /\b(?:company|co|ltd|llc|inc|trad\w*|electronic\w*|group|center|institute|general|services?|industr\w+|technolog\w+)\b/i;

/** `Majid Seif, a.k.a., Mark Ong and Matti Chong`: each alias of a person is a person's name. */
export function separatePersons(aliases: readonly Alias[], party: string): readonly Alias[] {
  const [only] = aliases;
  if (only === undefined || aliases.length > 1 || !isPerson(party)) return aliases;
  const names = only.name.split(" and ");
  return names.length > 1 && names.every(isPerson)
    ? names.map((name) => ({ name, type: only.type }))
    : aliases;
}

const FORM =
  /\b(?:ltd|limited|llc|inc|gmbh|jsc|corp|sarl|fze|fzco|fzc|llp|plc|bhd|a\.?s|s\.?a)\.?$/i;

function isFirm(name: string): boolean {
  return FORM.test(name) && !/\d/.test(name) && name.includes(" ");
}

/** `Pegasus Teknik Servis and Air Technic Services`, `A Ltd. and B LLC`: each side is a separate name of the party. */
export function separateFirms(aliases: readonly Alias[], party: string): readonly Alias[] {
  const [only] = aliases;
  if (only === undefined || aliases.length > 1) return aliases;
  const names = only.name.split(/,? and /);
  if (names.length !== 2) return aliases;
  const isNamed =
    names.every((name) => resembles(name, party)) || names.every((name) => FORM.test(name));
  return isNamed ? names.map((name) => ({ name, type: only.type })) : aliases;
}

function isPerson(name: string): boolean {
  return PERSON.test(name) && !FIRM.test(name);
}

function splitLast(text: string): { alias: string; address: string } {
  const glued = splitAtPeriod(text);
  const { name, rest } = splitName(text.replace(/^[\s—–-]+/, ""));
  // "UM Airlines, UM Air, 7, Shulyavskaya Str., …": a part that resembles the name before it is another name.
  let [alias, address] = [name, rest];
  while (address !== "") {
    const more = splitName(address);
    if (!resembles(more.name, alias) && !isFirm(more.name)) break;
    alias = `${alias}; ${more.name}`;
    address = more.rest;
  }
  if (glued !== null && glued.alias.length < alias.length) return glued;
  return { alias, address };
}

/** `A, B, and C` before the semicolon of an address. */
function enumerated(text: string): string | null {
  const parts = text.split(/,\s+/);
  const last = parts.at(-1) ?? "";
  return parts.length > 2 && /^and\s/i.test(last) && !parts.some(startsWithSuffix)
    ? parts.map((part) => part.replace(/^and\s+/i, "")).join("; ")
    : null;
}

/** `A, B, and C, 1 Rue …`: the enumeration that "and" closes holds names, and a number begins the address after it. */
function splitEnumeration(text: string): { alias: string; address: string } | null {
  const names: string[] = [];
  let left = text.replace(/^[\s—–-]+/, "");
  while (left !== "") {
    const { name, rest } = splitName(left);
    const isLast = /^and\s/i.test(name);
    if (/\d/.test(name) || countryOfAddress(name) !== null) return null;
    names.push(name.replace(/^and\s+/i, ""));
    if (isLast) {
      const isEnd = names.length > 2 && /^\D{0,12}\d/.test(rest) && countryOfAddress(rest) !== null;
      return isEnd ? { alias: names.join("; "), address: rest } : null;
    }
    left = rest;
  }
  return null;
}

/** Longer than any cell of the lists; without it, a cell of many aliases would take quadratic time. */
const RESEMBLED_CHARACTERS = 4_000;

function resembles(name: string, before: string): boolean {
  if (/\d/.test(name) || name === "") return false;
  if (/\(\p{Lu}{2,}\)(?:-\p{Lu}+)?$/u.test(name)) return true;
  if (countryOfAddress(name) !== null) return false;
  if (firstWord(name) === firstWord(before.slice(before.lastIndexOf("; ") + 1).trimStart()))
    return true;
  const known = new Set(longWords(before.slice(-RESEMBLED_CHARACTERS)));
  return longWords(name).filter((word) => known.has(word)).length > 1;
}

function firstWord(text: string): string {
  return text.split(/\s/, 1)[0] ?? "";
}

function longWords(text: string): string[] {
  return text.match(/\p{L}{5,}/gu) ?? [];
}

function isPlainName(item: string): boolean {
  return !/\d/.test(item) && countryOfAddress(item) === null;
}

/** "Beta Tools, and Gamma, 1 Rue …" after an alias may hold further aliases or the address. */
export function mayNameMore(rest: string): boolean {
  return /^[^\d;]*,\s*and\s/i.test(rest);
}

/** Avoids `push(...items)`: a very long text may exceed the number of arguments that a call allows. */
export function append<T>(to: T[], these: readonly T[]): void {
  for (const one of these) to.push(one);
}
