/** The printed fields of an entry as text, one list member a line. */

import type { Address, Alias, Citation, Entry, Subordinate } from "../model/entry.ts";

export interface Field {
  readonly key: keyof Entry;
  readonly label: string;
  /** Empty where the entry lacks the field. */
  readonly text: (entry: Entry) => string;
}

const ALIAS_TYPES: Readonly<Record<Alias["type"], string>> = {
  aka: "a.k.a.",
  fka: "f.k.a.",
  dba: "d.b.a.",
};
const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** In page order. */
export const FIELDS: readonly Field[] = [
  { key: "name", label: "Name", text: ({ name }) => name },
  { key: "aliases", label: "Aliases", text: ({ aliases }) => aliases.map(aliasText).join("\n") },
  {
    key: "subordinates",
    label: "Subordinates",
    text: ({ subordinates }) => subordinates.map(subordinateText).join("\n"),
  },
  { key: "destination", label: "Destination", text: ({ destination }) => destination },
  {
    key: "addresses",
    label: "Addresses",
    text: ({ addresses }) => addresses.map(addressText).join("\n"),
  },
  {
    key: "crossReferences",
    label: "Also listed under",
    text: ({ crossReferences }) => crossReferences.join("\n"),
  },
  { key: "remarks", label: "Remarks", text: ({ remarks }) => remarks ?? "" },
  {
    key: "licenseRequirement",
    label: "License requirement",
    text: ({ licenseRequirement }) => licenseRequirement?.text ?? "",
  },
  {
    key: "licenseReviewPolicy",
    label: "License review policy",
    text: ({ licenseReviewPolicy }) => licenseReviewPolicy?.text ?? "",
  },
  {
    key: "citations",
    label: "Citations",
    text: ({ citations }) => citations.map(citationText).join("\n"),
  },
];

/** Such as `China`; the code itself where it has no name. */
export function countryName(code: string): string {
  return REGIONS.of(code) ?? code;
}

function aliasText({ name, type }: Alias): string {
  return `${ALIAS_TYPES[type]} ${name}`;
}

function subordinateText({ name, aliases }: Subordinate): string {
  return [name, ...aliases.map(aliasText)].join(", ");
}

function addressText({ text, country }: Address): string {
  return country === null ? text : `${text} [${country}]`;
}

function citationText({ volume, page, date }: Citation): string {
  return `${volume} FR ${page ?? "(page unknown)"}${date === null ? "" : `, ${date}`}`;
}
