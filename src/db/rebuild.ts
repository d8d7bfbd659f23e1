/** Holds the state against the log: what is written beside the events must be what they say (law 3). */

import { asc } from "drizzle-orm";
import { canonicalJson } from "../model/identity.ts";
import { versionsOf } from "../model/replay-log.ts";
import { mergeEntry, putHistory, toHistory } from "./history.ts";
import { readEvents } from "./log.ts";
import type { Database } from "./open-store.ts";
import { entries, entryVersions } from "./schema.ts";
import { putVersion } from "./versions.ts";

export interface Difference {
  /** `entry entry_…`, `version 2 of entry_…, believed from …`. */
  readonly row: string;
  /** `listed`, `body.addresses`; null where the row is only on one side. */
  readonly field: string | null;
  readonly stored: unknown;
  readonly logged: unknown;
}

/** Fills an empty store with what the log of another says. */
export function fillFromLog(empty: Database, logged: Database): void {
  for (const told of versionsOf(readEvents(logged, { after: 0 }))) {
    if (told.kind === "version") putVersion(empty, told);
    else if (told.kind === "history") putHistory(empty, toHistory(told.told, told.sequence));
    else mergeEntry(empty, told.told);
  }
}

/** Row by row, field by field. */
export function compareStates(stored: Database, logged: Database): Difference[] {
  return [
    ...compareRows(entryRows(stored), entryRows(logged)),
    ...compareRows(versionRows(stored), versionRows(logged)),
  ];
}

type Rows = Map<string, Readonly<Record<string, unknown>>>;

function entryRows(db: Database): Rows {
  const rows = db.select().from(entries).orderBy(asc(entries.entryId)).all();
  return new Map(rows.map((row) => [`entry ${row.entryId}`, row]));
}

/** By order of writing: the same events write the same rows in the same order. */
function versionRows(db: Database): Rows {
  const rows = db.select().from(entryVersions).orderBy(asc(entryVersions.id)).all();
  return new Map(
    rows.map((row) => [`belief ${row.id}, version ${row.version} of ${row.entryId}`, row]),
  );
}

function compareRows(stored: Rows, logged: Rows): Difference[] {
  const keys = new Set([...stored.keys(), ...logged.keys()]);
  return [...keys].flatMap((row): Difference[] => {
    const [ours, theirs] = [stored.get(row), logged.get(row)];
    if (ours === undefined || theirs === undefined) {
      return [{ row, field: null, stored: ours ?? null, logged: theirs ?? null }];
    }
    const [fields, others] = [fieldsOf(ours), fieldsOf(theirs)];
    return [...new Set([...fields.keys(), ...others.keys()])].flatMap((field) => {
      const [stored, logged] = [fields.get(field) ?? null, others.get(field) ?? null];
      return canonicalJson(stored) === canonicalJson(logged)
        ? []
        : [{ row, field, stored, logged }];
    });
  });
}

/** Those of an entry's body each by itself. */
function fieldsOf(row: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const fields = Object.entries(row).flatMap(([field, value]): [string, unknown][] => {
    if (field !== "body" || typeof value !== "object" || value === null) return [[field, value]];
    return Object.entries(value).map(([part, of]) => [`${field}.${part}`, of]);
  });
  return new Map(fields);
}
