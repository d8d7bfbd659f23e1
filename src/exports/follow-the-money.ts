/**
 * Entries as FollowTheMoney entities (https://followthemoney.tech/explorer/): the party, its addresses, its subordinates, and
 * the listing as a Sanction. Ids are derived from the entry's id and the text, so that they do not depend on other items.
 */

import type { Address, Entry, ListCode } from "../model/entry.ts";
import { sha256Hex } from "../model/identity.ts";
import { type ExportedEntry, LIST_NAMES } from "./exported-entry.ts";
import { partySchema } from "./legal-form.ts";

export interface FtmEntity {
  readonly id: string;
  readonly schema:
    | "LegalEntity"
    | "Company"
    | "Organization"
    | "Person"
    | "Address"
    | "Sanction"
    | "UnknownLink";
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** Facts about the listing that the entry does not contain. */
export interface Listing {
  /** The day of law from which the party is listed; null where unknown. */
  readonly since: string | null;
  /** The justification passages of the rule's preamble. */
  readonly reasons: readonly string[];
}

/** Whether FollowTheMoney has a property for each field of an entry. */
const IS_EXPORTED = {
  list: true,
  destination: false,
  country: true,
  kind: true,
  name: true,
  aliases: true,
  addresses: true,
  subordinates: true,
  crossReferences: false,
  remarks: true,
  licenseRequirement: true,
  licenseReviewPolicy: true,
  citations: true,
  flags: false,
  raw: false,
} as const satisfies Record<keyof Entry, boolean>;

type ExportedFields = Pick<
  Entry,
  { [K in keyof Entry]: (typeof IS_EXPORTED)[K] extends true ? K : never }[keyof Entry]
>;

/** `control` for license requirements, `risk` for the list that only requires checks. */
const TOPICS: Readonly<Record<ListCode, string>> = {
  EL: "export.control",
  UVL: "export.risk",
  MEU: "export.control",
};

/** The longest FollowTheMoney string property. Longer texts go to a text property. */
const MAX_STRING = 1024;

export function toFtm({ entryId, entry }: ExportedEntry, listing?: Listing): FtmEntity[] {
  const addresses = distinct(entry.addresses.map((address) => toAddress(entryId, address)));
  const isAddress = entry.kind === "address";
  const listed = isAddress ? asAddress(entryId, entry) : toParty(entryId, entry, addresses);
  const below = distinct(
    entry.subordinates.flatMap((subordinate) => toSubordinate(entryId, entry, subordinate)),
  );
  const parties = below.filter(({ schema }) => schema !== "UnknownLink");
  const ids = [entryId, ...parties.map(({ id }) => id)];
  const sanction = toSanction(entryId, ids, entry, listing ?? { since: null, reasons: [] });
  return [listed, ...(isAddress ? [] : addresses), ...below, sanction];
}

/** A cell may print one address twice. */
function distinct(entities: readonly FtmEntity[]): FtmEntity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
}

function toParty(id: string, entry: ExportedFields, addresses: readonly FtmEntity[]): FtmEntity {
  return ftm(id, entry.kind === "person" ? "Person" : partySchema(entry.name), {
    name: [entry.name],
    alias: named(entry, "aka", "dba"),
    previousName: named(entry, "fka"),
    country: [entry.country, ...entry.addresses.map(({ country }) => country)],
    address: entry.addresses.map(({ text }) => text),
    addressEntity: addresses.map((address) => address.id),
    notes: [entry.remarks],
    sourceUrl: [LIST_NAMES[entry.list].url],
    topics: [TOPICS[entry.list]],
  });
}

/** An address that is listed on its own, regardless of the parties there. */
function asAddress(id: string, entry: ExportedFields): FtmEntity {
  return ftm(id, "Address", {
    full: entry.addresses.map(({ text }) => text),
    country: [entry.country],
    sourceUrl: [LIST_NAMES[entry.list].url],
    topics: [TOPICS[entry.list]],
  });
}

function toAddress(entryId: string, { text, country }: Address): FtmEntity {
  return ftm(partId(entryId, "address", text), "Address", { full: [text], country: [country] });
}

/** The list states that the party has a subordinate, but not the kind of relation. */
function toSubordinate(
  entryId: string,
  entry: ExportedFields,
  { name, aliases }: Entry["subordinates"][number],
): FtmEntity[] {
  const id = partId(entryId, "subordinate", name);
  const party = ftm(id, partySchema(name), {
    name: [name],
    alias: named({ aliases }, "aka", "dba"),
    previousName: named({ aliases }, "fka"),
    country: [entry.country],
    topics: [TOPICS[entry.list]],
  });
  const link = ftm(`${id}-link`, "UnknownLink", {
    subject: [entryId],
    object: [id],
    role: ["subordinate, as listed"],
  });
  return [party, link];
}

function toSanction(
  entryId: string,
  entities: readonly string[],
  { list, citations, licenseRequirement, licenseReviewPolicy }: ExportedFields,
  { since, reasons }: Listing,
): FtmEntity {
  const { title, programId, url } = LIST_NAMES[list];
  const terms = [licenseRequirement?.text, licenseReviewPolicy?.text];
  return ftm(`${entryId}-listing`, "Sanction", {
    entity: entities,
    authority: ["Bureau of Industry and Security"],
    country: ["US"],
    program: [title],
    programId: [programId],
    provisions: terms.filter((text) => text !== undefined && text.length <= MAX_STRING),
    summary: terms.filter((text) => text !== undefined && text.length > MAX_STRING),
    reason: reasons,
    listingDate: [citations[0]?.date],
    startDate: [since],
    sourceUrl: [url],
  });
}

function partId(entryId: string, part: string, words: string): string {
  return `${entryId}-${part}-${sha256Hex(new TextEncoder().encode(words)).slice(0, 12)}`;
}

function named({ aliases }: Pick<Entry, "aliases">, ...types: readonly string[]): string[] {
  return aliases.filter(({ type }) => types.includes(type)).map(({ name }) => name);
}

/** Lower-cases countries, drops empty properties and removes duplicate values, as FollowTheMoney requires. */
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
