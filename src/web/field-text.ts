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

/** In page order. Null: the page shows the field elsewhere, or as part of another. */
const TEXTS = {
  name: ["Name", ({ name }) => name],
  aliases: ["Aliases", ({ aliases }) => aliases.map(aliasText).join("\n")],
  subordinates: [
    "Subordinates",
    ({ subordinates }) => subordinates.map(subordinateText).join("\n"),
  ],
  destination: ["Destination", ({ destination }) => destination],
  addresses: ["Addresses", ({ addresses }) => addresses.map(addressText).join("\n")],
  crossReferences: ["Also listed under", ({ crossReferences }) => crossReferences.join("\n")],
  remarks: ["Remarks", ({ remarks }) => remarks ?? ""],
  licenseRequirement: ["License requirement", (entry) => entry.licenseRequirement?.text ?? ""],
  licenseReviewPolicy: ["License review policy", (entry) => entry.licenseReviewPolicy?.text ?? ""],
  citations: ["Citations", ({ citations }) => citations.map(citationText).join("\n")],
  list: null,
  country: null,
  kind: null,
  flags: null,
  raw: null,
} satisfies Record<keyof Entry, readonly [label: string, text: Field["text"]] | null>;

export const FIELDS: readonly Field[] = Object.entries(TEXTS).flatMap(([key, field]) =>
  field === null ? [] : [{ key: key as keyof Entry, label: field[0], text: field[1] }],
);

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
