/** Entries as JSON lines. */

import type { ExportedEntry } from "./exported-entry.ts";

type Stands = Omit<ExportedEntry, "entry">;

/** `body` is the Entry's JSON as stored. It is not read again: thousands of lines are written at a time. */
export function entryLine(stands: Stands, body: string): string {
  const { entryId, entryVersion, partyId, validFrom } = stands;
  const head = JSON.stringify({ entryId, entryVersion, partyId, validFrom });
  return `${head.slice(0, -1)},${body.slice(1)}\n`;
}

/** The same line as a value. */
export function entryRecord({ entryId, entryVersion, partyId, validFrom, entry }: ExportedEntry) {
  return { entryId, entryVersion, partyId, validFrom, ...entry };
}
