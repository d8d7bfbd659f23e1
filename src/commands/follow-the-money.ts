/** Entries as FollowTheMoney entities (https://followthemoney.tech/explorer/): the party, its addresses, and the listing as a Sanction. */

import type { ListedVersion } from "../db/versions.ts";
import type { Entry } from "../model/entry.ts";

export interface FtmEntity {
  readonly id: string;
  readonly schema: "LegalEntity" | "Person" | "Address" | "Sanction";
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

const PROGRAMS: Readonly<Record<Entry["list"], string>> = {
  EL: "BIS Entity List (15 CFR part 744, Supplement No. 4)",
  UVL: "BIS Unverified List (15 CFR part 744, Supplement No. 6)",
  MEU: "BIS Military End-User List (15 CFR part 744, Supplement No. 7)",
};
const SCHEMAS = { entity: "LegalEntity", person: "Person", address: "Address" } as const;

export function toFtm({ entryId, entry }: ListedVersion): FtmEntity[] {
  const addresses = entry.addresses.map(({ text, country }, at) =>
    ftm(`${entryId}-address-${at + 1}`, "Address", { full: [text], country: [country] }),
  );
  const isAddress = entry.kind === "address";
  const listed = isAddress
    ? ftm(entryId, "Address", {
        full: entry.addresses.map(({ text }) => text),
        country: [entry.country],
        topics: ["export.control"],
      })
    : ftm(entryId, SCHEMAS[entry.kind], {
        name: [entry.name],
        alias: named(entry, "aka", "dba"),
        previousName: named(entry, "fka"),
        country: [entry.country, ...entry.addresses.map(({ country }) => country)],
        address: entry.addresses.map(({ text }) => text),
        addressEntity: addresses.map(({ id }) => id),
        notes: [entry.remarks],
        topics: ["export.control"],
      });
  const listing = ftm(`${entryId}-listing`, "Sanction", {
    entity: [entryId],
    authority: ["Bureau of Industry and Security"],
    country: ["US"],
    program: [PROGRAMS[entry.list]],
    provisions: [entry.licenseRequirement?.text, entry.licenseReviewPolicy?.text],
    listingDate: [entry.citations[0]?.date],
  });
  return [listed, ...(isAddress ? [] : addresses), listing];
}

function named(entry: Entry, ...types: readonly string[]): string[] {
  return entry.aliases.filter(({ type }) => types.includes(type)).map(({ name }) => name);
}

/** FollowTheMoney's countries are lower case; a property without values is left out, and a value stands once. */
function ftm(
  id: string,
  schema: FtmEntity["schema"],
  properties: Readonly<Record<string, readonly (string | null | undefined)[]>>,
): FtmEntity {
  const filled = Object.entries(properties).flatMap(([name, values]) => {
    const set = new Set(values.filter((value) => typeof value === "string" && value !== ""));
    const kept = [...set].map((value) => (name === "country" ? value?.toLowerCase() : value));
    return kept.length === 0 ? [] : [[name, kept] as const];
  });
  return { id, schema, properties: Object.fromEntries(filled) as FtmEntity["properties"] };
}
