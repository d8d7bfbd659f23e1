/** `entries`: the list as it is law today, or was on a day, as known now or at a moment. */

import { stringify } from "csv-stringify/sync";
import { openStoreToRead } from "../db/open-store.ts";
import { entriesAsOf, type ListedVersion } from "../db/versions.ts";
import { toDay } from "../model/day.ts";
import type { ListCode } from "../model/entry.ts";
import { toFtm } from "./follow-the-money.ts";
import type { Io } from "./io.ts";

export interface EntriesOptions {
  readonly list?: ListCode | undefined;
  /** `YYYY-MM-DD`. Absent: the day of `knownAt`, or today (UTC). */
  readonly asOf?: string | undefined;
  /** Absent: now. */
  readonly knownAt?: Date | undefined;
  readonly format: "ndjson" | "csv" | "ftm";
}

/** What is known and not yet law on that day is left out. */
export function runEntries(io: Io, dataDir: string, options: EntriesOptions, now: Date): void {
  using store = openStoreToRead(dataDir);
  const { list, knownAt, format } = options;
  const day = options.asOf ?? toDay(knownAt ?? now);
  const found = entriesAsOf(store.db, { list, day, knownAt: knownAt?.toISOString() });
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
