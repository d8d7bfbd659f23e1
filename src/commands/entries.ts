/** `entries`: the list now, or as it was law on a day as known at a moment. */

import { stringify } from "csv-stringify/sync";
import { currentEntries, entriesAsOf, type ListedVersion } from "../db/list.ts";
import { openStoreToRead } from "../db/open-store.ts";
import { toDay } from "../model/day.ts";
import type { ListCode } from "../model/entry.ts";
import { toFtm } from "./follow-the-money.ts";
import type { Io } from "./io.ts";

export interface EntriesOptions {
  readonly list?: ListCode | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: Date | undefined;
  readonly format: "ndjson" | "csv" | "ftm";
}

export function runEntries(io: Io, dataDir: string, options: EntriesOptions): void {
  using store = openStoreToRead(dataDir);
  const { list, asOf, knownAt, format } = options;
  const found =
    asOf === undefined && knownAt === undefined
      ? currentEntries(store.db, list)
      : entriesAsOf(store.db, {
          ...(list === undefined ? {} : { list }),
          day: asOf ?? toDay(knownAt ?? new Date()),
          knownAt: (knownAt ?? new Date()).toISOString(),
        });
  if (format === "csv") {
    io.out(toCsv(found));
    return;
  }
  const records = format === "ftm" ? found.flatMap(toFtm) : found.map(flatten);
  for (const record of records) io.out(JSON.stringify(record));
}

function flatten({ entryId, version, entry }: ListedVersion) {
  return { entryId, entryVersion: version, ...entry };
}

/** Several values of one cell are joined by `; `, as BIS's own table does. */
function toCsv(versions: readonly ListedVersion[]): string {
  const records = versions.map(({ entryId, entry }) => ({
    entry_id: entryId,
    list: entry.list,
    destination: entry.destination,
    country: entry.country,
    kind: entry.kind,
    name: entry.name,
    aliases: entry.aliases.map(({ name }) => name).join("; "),
    addresses: entry.addresses.map(({ text }) => text).join("; "),
    license_requirement: entry.licenseRequirement?.text,
    license_review_policy: entry.licenseReviewPolicy?.text,
    citations: entry.citations
      .map(({ volume, page, date }) => `${volume} FR ${page ?? "?"}, ${date ?? "?"}`)
      .join("; "),
    flags: entry.flags.join("; "),
  }));
  return stringify(records, { header: true }).trimEnd();
}
