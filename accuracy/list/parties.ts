/** The two sides in one shape: what the label says of a party of one country, and what was read. */

import { countryOfAddress, countryOfDestination } from "../../src/model/country.ts";
import type { Entry } from "../../src/model/entry.ts";
import { nameKey } from "../../src/model/name-key.ts";
import { readLicenseRequirement } from "../../src/parsers/entry/license-requirement.ts";
import { readLicenseReviewPolicy } from "../../src/parsers/entry/license-review-policy.ts";
import { readCsv } from "./csv-rows.ts";

export interface Party {
  readonly country: string;
  readonly name: string;
  readonly aliases: string[];
  readonly addresses: { readonly text: string; readonly country: string | null }[];
  /** As printed, each with what it says, for both are typed by hand. */
  readonly requirements: Term[];
  readonly policies: Term[];
  /** `84 FR 22963`. */
  readonly citations: string[];
}

export interface Term {
  readonly text: string;
  readonly meaning: string;
}

export type Parties = ReadonlyMap<string, Party>;

/** Entries of one name under one destination count as one party, as the label's rows do. */
export function partiesOfEntries(entries: readonly Entry[]): Parties {
  const parties = new Map<string, Party>();
  for (const entry of entries) {
    const party = partyOf(parties, entry.country ?? "", entry.name);
    party.aliases.push(...entry.aliases.map(({ name }) => name));
    party.addresses.push(...entry.addresses);
    if (entry.licenseRequirement) party.requirements.push(requirementOf(entry.licenseRequirement));
    if (entry.licenseReviewPolicy) party.policies.push(policyOf(entry.licenseReviewPolicy));
    party.citations.push(...entry.citations.map(({ volume, page }) => `${volume} FR ${page}`));
  }
  return parties;
}

/** BIS's own table: a row an address, the aliases in one cell split by `;`. */
export function partiesOfTable(csv: string): Parties {
  const parties = new Map<string, Party>();
  for (const row of readCsv(csv)) {
    const cell = (name: string) => row.get(name) ?? "";
    const party = partyOf(parties, destinationOf(cell("Country")), cell("Name"));
    const aliases = cell("Alternate Name")
      .split(";")
      .map((alias) => alias.replace(/^\s*and\s/, ""));
    addNew(party.aliases, aliases, nameKey);
    const columns = ["Address", "City", "State/Province", "Postal Code"];
    const place = columns.map(cell).filter(Boolean).join(", ");
    // The table writes a destination into its column, China for an address in Hong Kong.
    const country = countryOfAddress(place) ?? countryOfDestination(cell("Country"));
    party.addresses.push({ text: `${place}, ${cell("Country")}`, country });
    const requirement = cell("License Requirement");
    if (requirement !== "")
      party.requirements.push(requirementOf(readLicenseRequirement(requirement)));
    const policy = cell("License Policy");
    if (policy !== "") party.policies.push(policyOf(readLicenseReviewPolicy(policy)));
    const cited = [...cell("Federal Register Notice").matchAll(/(\d{2,3})\s*FR\s*(\d+)/g)];
    addNew(
      party.citations,
      cited.map(([, volume, page]) => `${volume} FR ${page}`),
      String,
    );
  }
  return parties;
}

/** The table lists Hong Kong and Macau apart; the law has had them under China since 2020. */
function destinationOf(country: string): string {
  const code = countryOfDestination(country) ?? "";
  return code === "HK" || code === "MO" ? "CN" : code;
}

function partyOf(parties: Map<string, Party>, country: string, name: string): Party {
  const key = `${country} ${nameKey(name)}`;
  const known = parties.get(key);
  if (known !== undefined) return known;
  const lists = { aliases: [], addresses: [], requirements: [], policies: [], citations: [] };
  const party: Party = { country, name, ...lists };
  parties.set(key, party);
  return party;
}

function addNew(to: string[], these: readonly string[], key: (text: string) => string): void {
  for (const text of these) {
    const trimmed = text.trim();
    if (key(trimmed) !== "" && !to.some((known) => key(known) === key(trimmed))) to.push(trimmed);
  }
}

function requirementOf({
  text,
  scope,
  sections,
  footnotes,
}: NonNullable<Entry["licenseRequirement"]>): Term {
  return {
    text,
    meaning: [scope, ...[...sections].sort(), "|", ...[...footnotes].sort()].join(" "),
  };
}

/** By kind alone: the table has given Russian entries sections that the law does not print. */
function policyOf({ text, kind }: NonNullable<Entry["licenseReviewPolicy"]>): Term {
  return { text, meaning: kind };
}
