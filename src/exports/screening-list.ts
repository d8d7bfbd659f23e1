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

function toRow({ entryId, entry }: ExportedEntry): Partial<Record<Column, string | null>> {
  const { screeningSource, url } = LIST_NAMES[entry.list];
  return {
    _id: entryId,
    source: screeningSource,
    // The list marks few parties as persons, and no party as not a person.
    type: entry.kind === "person" ? "Individual" : null,
    name: entry.name,
    addresses: joined(entry.addresses.map(withCountry)),
    federal_register_notice: joined(entry.citations.map(citationText)),
    start_date: entry.citations[0]?.date ?? null,
    license_requirement: entry.licenseRequirement?.text ?? null,
    license_policy: entry.licenseReviewPolicy?.text ?? null,
    remarks: entry.remarks,
    source_list_url: url,
    alt_names: joined(otherNames(entry)),
    source_information_url: url,
  };
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
