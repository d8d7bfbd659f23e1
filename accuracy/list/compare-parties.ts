/** Holds what was read against the label: figures, and every disagreement. */

import { nameKey } from "../../src/model/name-key.ts";
import { disagreementId } from "../classes.ts";
import type { Parties, Party, Term } from "./parties.ts";

export const FIELDS = ["name", "alias", "address", "requirement", "policy", "citation"] as const;
export type Field = (typeof FIELDS)[number];

/** About one field of one party: what one side has and the other has not. */
export interface Disagreement {
  /** Stays the same while field and party do; classes are filed under it. */
  readonly id: string;
  readonly field: Field;
  readonly country: string;
  readonly party: string;
  readonly ours: string[];
  readonly label: string[];
}

export interface Tally {
  /** Read by us, given by the label, and in both. */
  ours: number;
  label: number;
  both: number;
}

export interface Comparison {
  readonly tallies: Readonly<Record<Field, Tally>>;
  readonly disagreements: readonly Disagreement[];
}

const SAME_ADDRESS = 0.8;
const COUNTRY_LENGTH = "CN: ".length;
/** Pages from the first of a rule to its last entry. */
const LONGEST_RULE = 60;

export function compareParties(ours: Parties, label: Parties): Comparison {
  const disagreements = new Map<string, Disagreement>();
  const tallies = Object.fromEntries(
    FIELDS.map((field) => [field, { ours: 0, label: 0, both: 0 }]),
  ) as Record<Field, Tally>;

  tallies.name = { ours: ours.size, label: label.size, both: 0 };
  for (const [key, party] of ours) {
    const told = label.get(key);
    if (told === undefined) tell("name", party, party.name, null);
    else {
      tallies.name.both += 1;
      pair("alias", party, party.aliases, told.aliases, sameKey);
      pair("address", party, placesOf(party), placesOf(told), sameAddress);
      agree("requirement", party, party.requirements, told.requirements);
      agree("policy", party, party.policies, told.policies);
      pair("citation", party, [...new Set(party.citations)], told.citations, sameRule);
    }
  }
  for (const [key, party] of label) if (!ours.has(key)) tell("name", party, null, party.name);
  return { tallies, disagreements: [...disagreements.values()] };

  /** Each member of one side against at most one of the other. */
  function pair(
    field: Field,
    party: Party,
    mine: readonly string[],
    theirs: readonly string[],
    same: (a: string, b: string) => boolean,
  ): void {
    const left = [...theirs];
    tallies[field].ours += mine.length;
    tallies[field].label += theirs.length;
    for (const one of mine) {
      const at = left.findIndex((other) => same(one, other));
      if (at === -1) tell(field, party, one, null);
      else {
        left.splice(at, 1);
        tallies[field].both += 1;
      }
    }
    for (const other of left) tell(field, party, null, other);
  }

  /** One value each; where the label has none it says nothing. */
  function agree(field: Field, party: Party, mine: readonly Term[], theirs: readonly Term[]): void {
    if (theirs.length === 0) return;
    tallies[field].ours += 1;
    tallies[field].label += 1;
    const shared = mine.some((term) => theirs.some(({ meaning }) => meaning === term.meaning));
    if (shared) tallies[field].both += 1;
    else tell(field, party, mine[0]?.text ?? null, theirs[0]?.text ?? null);
  }

  function tell(field: Field, party: Party, mine: string | null, theirs: string | null): void {
    const { country, name } = party;
    const id = disagreementId([field, country, nameKey(name)]);
    const known = disagreements.get(id);
    const told = known ?? { id, field, country, party: name, ours: [], label: [] };
    if (mine !== null) told.ours.push(mine);
    if (theirs !== null) told.label.push(theirs);
    disagreements.set(id, told);
  }
}

function sameKey(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** `CN: 5 Dock Road, Beijing, China`; the same words twice are one address. */
function placesOf({ addresses }: Party): string[] {
  const places = addresses.map(({ text, country }) => `${country}: ${text}`);
  return [...new Map(places.map((place) => [nameKey(place), place])).values()];
}

function sameAddress(a: string, b: string): boolean {
  if (a.slice(0, COUNTRY_LENGTH) !== b.slice(0, COUNTRY_LENGTH)) return false;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared || 1) >= SAME_ADDRESS;
}

const SPELLED_OUT: readonly (readonly [RegExp, string])[] = [
  [/\bu\.?a\.?e\b\.?/gi, "united arab emirates"],
  [/\bu\.?k\b\.?/gi, "united kingdom"],
  [/\bp\.?r\.?c\b\.?|\bpeople['’]?s republic of china\b/gi, "china"],
  [/\bp\.\s?o\.\s?box\b/gi, "po box"],
];

function wordsOf(address: string): Set<string> {
  let text = address.slice(COUNTRY_LENGTH);
  for (const [form, words] of SPELLED_OUT) text = text.replace(form, words);
  return new Set(nameKey(text).split(" ").filter(Boolean));
}

/** One cites the page of the entry, the other the first page of the rule. */
function sameRule(law: string, table: string): boolean {
  const [volume, page] = law.split(" FR ").map(Number);
  const [tableVolume, tablePage] = table.split(" FR ").map(Number);
  const apart = Math.abs((page ?? 0) - (tablePage ?? 0));
  return volume === tableVolume && apart <= LONGEST_RULE;
}
