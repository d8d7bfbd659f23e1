/** Entries as JSON lines. */

import type { ExportedEntry } from "./exported-entry.ts";

type Identity = Omit<ExportedEntry, "entry">;

/** `body` is the Entry's JSON as stored. It is not parsed, because an export writes thousands of lines. */
export function entryLine(identity: Identity, body: string): string {
  const { entryId, entryVersion, partyId, validFrom } = identity;
  const head = JSON.stringify({ entryId, entryVersion, partyId, validFrom });
  return `${head.slice(0, -1)},${body.slice(1)}\n`;
}

/** The same line as an object. */
export function entryRecord({ entryId, entryVersion, partyId, validFrom, entry }: ExportedEntry) {
  return { entryId, entryVersion, partyId, validFrom, ...entry };
}
