/** Compares the state with the log, from which it must follow ("State and log are one transaction"). */

import { setImmediate as pause } from "node:timers/promises";
import { asc, getTableColumns, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { type LoggedState, versionsOf } from "../../model/events/replay-log.ts";
import { canonicalJson } from "../../model/identity.ts";
import { eventsUntil, readEvents } from "../log/log.ts";
import { baselines, entries, entryVersions } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";
import { baselinesBefore } from "./checkpoint.ts";
import { mergeEntry, putHistory, toHistory } from "./history.ts";
import { putVersion } from "./versions.ts";

/** Versions written before yielding to the event loop: a few milliseconds. */
const PUT_AT_ONCE = 50;

export interface Difference {
  /** `entry entry_…`, `record 12, version 2 of entry_…`. */
  readonly row: string;
  /** `listed`, `body.addresses`; null where only one side has the row. */
  readonly field: string | null;
  readonly stored: unknown;
  readonly logged: unknown;
}

/** Fills an empty store from the log of another. */
export function fillFromLog(empty: Database, logged: Database): void {
  for (const state of versionsOf(readEvents(logged, { after: 0 }))) putState(empty, state);
}

/** As `fillFromLog`, up to the sequence `last`; yields to the event loop between chunks. */
export async function fillUntil(empty: Database, logged: Database, last: number): Promise<void> {
  let put = 0;
  for (const state of versionsOf(eventsUntil(logged, last))) {
    putState(empty, state);
    put += 1;
    if (put % PUT_AT_ONCE === 0) await pause();
  }
}

function putState(db: Database, state: LoggedState): void {
  if (state.kind === "version") putVersion(db, state);
  else if (state.kind === "history") putHistory(db, toHistory(state.logged, state.sequence));
  else mergeEntry(db, state.logged);
}

/** Compares row by row, field by field. */
export function compareStates(stored: Database, logged: Database): Difference[] {
  return [
    ...compareRows(entryRows(stored), entryRows(logged)),
    ...compareRows(versionRows(stored), versionRows(logged)),
    ...compareRows(
      baselineRows(stored.select().from(baselines).all()),
      baselineRows(baselinesBefore(stored, END_OF_TIME)),
    ),
  ];
}

const END_OF_TIME = "9999-12-31";

/** The newest snapshot of each list; it follows from the documents. */
function baselineRows(rows: readonly (typeof baselines.$inferSelect)[]): Rows {
  return new Map(rows.map((row) => [`newest snapshot of ${row.list}`, row]));
}

type Rows = Map<string, Readonly<Record<string, unknown>>>;

function entryRows(db: Database): Rows {
  const columns = { ...getTableColumns(entries), body: asText(entries.body) };
  const rows = db.select(columns).from(entries).orderBy(asc(entries.entryId)).all();
  return new Map(rows.map((row) => [`entry ${row.entryId}`, { ...row, body: parse(row.body) }]));
}

/** Keyed by order of writing: the same events write the same rows in the same order. */
function versionRows(db: Database): Rows {
  const columns = { ...getTableColumns(entryVersions), body: asText(entryVersions.body) };
  const rows = db.select(columns).from(entryVersions).orderBy(asc(entryVersions.id)).all();
  return new Map(
    rows.map((row) => [
      `record ${row.id}, version ${row.version} of ${row.entryId}`,
      { ...row, body: parse(row.body) },
    ]),
  );
}

/** As stored, so that invalid JSON is reported as a difference. */
function asText(column: SQLiteColumn) {
  return sql<string>`${column}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function compareRows(stored: Rows, logged: Rows): Difference[] {
  const keys = new Set([...stored.keys(), ...logged.keys()]);
  return [...keys].flatMap((row): Difference[] => {
    const [ours, theirs] = [stored.get(row), logged.get(row)];
    if (ours === undefined || theirs === undefined) {
      return [{ row, field: null, stored: ours ?? null, logged: theirs ?? null }];
    }
    const isWhole = isObject(ours["body"]) && isObject(theirs["body"]);
    const [fields, others] = [fieldsOf(ours, isWhole), fieldsOf(theirs, isWhole)];
    return [...new Set([...fields.keys(), ...others.keys()])].flatMap((field) => {
      const [stored, logged] = [fields.get(field) ?? null, others.get(field) ?? null];
      return canonicalJson(stored) === canonicalJson(logged)
        ? []
        : [{ row, field, stored, logged }];
    });
  });
}

/** With `isSplit`, each field of an entry's body is separate. */
function fieldsOf(row: Readonly<Record<string, unknown>>, isSplit: boolean): Map<string, unknown> {
  const { body, ...others } = row;
  const parts = isSplit && isObject(body) ? Object.entries(body) : [];
  const fields = parts.map(([part, of]): [string, unknown] => [`body.${part}`, of]);
  return new Map([...Object.entries(others), ...(isSplit ? fields : [["body", body] as const])]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
