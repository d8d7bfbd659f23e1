/** Every entry ever seen in its current state, in order of first sight, with the log's sequence. */

import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { ListCode } from "../../model/entry.ts";
import type { StandingEntry } from "../../model/events/list-copy.ts";
import { lastSequence } from "../log/log.ts";
import { entries, entryVersions } from "../schema/list.ts";
import { entryJson } from "../schema/stored-entry.ts";
import type { Database } from "../store/open-store.ts";

/** A `StandingEntry` whose Entry is still JSON: thousands are read at once and few are parsed. */
export interface StandingRow extends Omit<StandingEntry, "entry"> {
  readonly list: ListCode;
  /** Sequence of the event that made this version; null where it is not listed. */
  readonly sequence: number | null;
  readonly body: string;
}

export interface Standing {
  readonly sequence: number;
  readonly rows: readonly StandingRow[];
}

/** `tx`: one read transaction, so that the rows match the log up to the sequence exactly. */
export function readStanding(tx: Database): Standing {
  return { sequence: lastSequence(tx), rows: standingRows(tx) };
}

export function toStanding({
  list: _list,
  sequence: _made,
  body,
  ...row
}: StandingRow): StandingEntry {
  return { ...row, entry: JSON.parse(body) };
}

function standingRows(db: Database): StandingRow[] {
  const v = entryVersions;
  const isStanding = and(
    eq(v.entryId, entries.entryId),
    eq(v.version, entries.version),
    isNull(v.knownTo),
    isNull(v.validTo),
    eq(entries.listed, true),
  );
  return db
    .select({
      entryId: entries.entryId,
      entryVersion: entries.version,
      partyId: entries.partyId,
      list: entries.list,
      listed: entries.listed,
      validFrom: v.validFrom,
      mergedInto: entries.mergedInto,
      sequence: v.sequence,
      body: sql<string>`${entries.body}`,
    })
    .from(entries)
    .leftJoin(v, isStanding)
    .orderBy(asc(sql`${entries}.rowid`))
    .all()
    .map((row) => ({ ...row, body: entryJson(row.body) }));
}
