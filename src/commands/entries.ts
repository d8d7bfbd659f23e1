/** `entries`: the entries that are law today or on a given day, as known now or at a given time. */

import { entriesAsOf } from "../db/list/versions.ts";
import { openStoreToRead } from "../db/store/open-store.ts";
import { entryRecord } from "../exports/entry-line.ts";
import type { ExportedEntry } from "../exports/exported-entry.ts";
import { toFtm } from "../exports/follow-the-money.ts";
import { screeningHeader, screeningLines } from "../exports/screening-list.ts";
import { toDay } from "../model/clock/day.ts";
import type { ListCode } from "../model/entry.ts";
import type { Io } from "./terminal/io.ts";

export interface EntriesOptions {
  readonly list?: ListCode | undefined;
  /** `YYYY-MM-DD`. Absent: the day of `knownAt`, or today (UTC). */
  readonly asOf?: string | undefined;
  /** Absent: now. */
  readonly knownAt?: Date | undefined;
  readonly format: "ndjson" | "csv" | "ftm";
}

/** Excludes entries that are known but not yet law on that day. */
export function runEntries(io: Io, dataDir: string, options: EntriesOptions, now: Date): void {
  using store = openStoreToRead(dataDir);
  const { list, knownAt, format } = options;
  const day = options.asOf ?? toDay(knownAt ?? now);
  const found = entriesAsOf(store.db, { list, day, knownAt: knownAt?.toISOString() });
  const entries: ExportedEntry[] = found.map(({ version, ...rest }) => {
    return { ...rest, entryVersion: version };
  });
  if (format === "csv") {
    io.out(`${screeningHeader()}${screeningLines(entries)}`.trimEnd());
    return;
  }
  const records =
    format === "ftm" ? entries.flatMap((entry) => toFtm(entry)) : entries.map(entryRecord);
  for (const record of records) io.out(JSON.stringify(record));
}
