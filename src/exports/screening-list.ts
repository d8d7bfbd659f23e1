/** Entries as CSV with the columns of the Consolidated Screening List: https://www.trade.gov/consolidated-screening-list */

import { stringify } from "csv-stringify/sync";
import type { Citation, Entry } from "../model/entry.ts";
import { type ExportedEntry, LIST_NAMES } from "./exported-entry.ts";

const SCREENING_COLUMNS = [
  "_id",
  "source",
  "entity_number",
  "type",
  "programs",
  "name",
  "title",
  "addresses",
  "federal_register_notice",
  "start_date",
  "end_date",
  "standard_order",
  "license_requirement",
  "license_policy",
  "call_sign",
  "vessel_type",
  "gross_tonnage",
  "gross_registered_tonnage",
  "vessel_flag",
  "vessel_owner",
  "remarks",
  "source_list_url",
  "alt_names",
  "citizenships",
  "dates_of_birth",
  "nationalities",
  "places_of_birth",
  "source_information_url",
  "ids",
] as const;

type Column = (typeof SCREENING_COLUMNS)[number];

export function screeningHeader(): string {
  return `${SCREENING_COLUMNS.join(",")}\n`;
}

/**
 * One line per entry. Columns about ships, persons or other lists are empty. A cell that a spreadsheet would read as a formula
 * (it starts with `=`, `+`, `-`, `@`, a tab or a return) gets a leading apostrophe.
 */
export function screeningLines(entries: readonly ExportedEntry[]): string {
  const columns = SCREENING_COLUMNS.map((key) => ({ key }));
  return stringify(entries.map(toRow), { columns, escape_formulas: true });
}

type Row = Partial<Record<Column, string | null>>;

/** The columns that each field of an entry fills. Null: no column holds it, or another field's column does. */
const CELLS = {
  list: ({ list }) => {
    const { screeningSource, url } = LIST_NAMES[list];
    return { source: screeningSource, source_list_url: url, source_information_url: url };
  },
  // The list marks few parties as persons, and no party as not a person.
  kind: ({ kind }) => ({ type: kind === "person" ? "Individual" : null }),
  name: ({ name }) => ({ name }),
  aliases: (entry) => ({ alt_names: joined(otherNames(entry)) }),
  subordinates: null,
  addresses: ({ addresses }) => ({ addresses: joined(addresses.map(withCountry)) }),
  destination: null,
  country: null,
  crossReferences: null,
  remarks: ({ remarks }) => ({ remarks }),
  licenseRequirement: (entry) => ({
    license_requirement: entry.licenseRequirement?.text ?? null,
  }),
  licenseReviewPolicy: (entry) => ({ license_policy: entry.licenseReviewPolicy?.text ?? null }),
  citations: ({ citations }) => ({
    federal_register_notice: joined(citations.map(citationText)),
    start_date: citations[0]?.date ?? null,
  }),
  flags: null,
  raw: null,
} satisfies Record<keyof Entry, ((entry: Entry) => Row) | null>;

function toRow({ entryId, entry }: ExportedEntry): Row {
  return Object.assign({ _id: entryId }, ...Object.values(CELLS).map((cells) => cells?.(entry)));
}

function otherNames({ aliases, subordinates }: Entry): string[] {
  const below = subordinates.flatMap((one) => [one.name, ...one.aliases.map(({ name }) => name)]);
  return [...aliases.map(({ name }) => name), ...below];
}

/** Appends the country code, as the Consolidated Screening List does. */
function withCountry({ text, country }: Entry["addresses"][number]): string {
  return country === null ? text : `${text}, ${country}`;
}

function citationText({ volume, page }: Citation): string {
  return page === null ? `${volume} FR` : `${volume} FR ${page}`;
}

/** Joins values with semicolons, and replaces semicolons within them. */
function joined(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(";", ",")).join("; ");
}
