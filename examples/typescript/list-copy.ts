// SPDX-License-Identifier: MIT-0

/** Your copy of the list, in SQLite. Each transaction writes the changes of an event together with the read position, so the copy survives any crash. */

import { DatabaseSync } from "node:sqlite";
import {
  fromExport,
  isListed,
  type ListEvent,
  type Standing,
  statementsOf,
  withStatement,
} from "./apply-event.ts";
import { type Signed, TOLERANCE_S } from "./verify-webhook.ts";

const SCHEMA = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS entries (entry_id TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS place (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS accepted (id TEXT, timestamp INTEGER, PRIMARY KEY (id, timestamp)) STRICT;
`;

export interface ListCopy extends Disposable {
  /** The sequence after which the feed continues; null before the first export is loaded. */
  place(): number | null;
  /** Replaces the copy by an export. */
  load(lines: readonly Record<string, unknown>[], sequence: number): void;
  /** Applies events of the feed and stores the next position. */
  follow(events: readonly ListEvent[], next: number): void;
  /** Applies a pushed event; false if the same message was already accepted (a replay). */
  take(event: ListEvent, signed: Signed): boolean;
  /** The entries as lines of an export, ordered by entry id. */
  lines(): string[];
}

export function openListCopy(path: string): ListCopy {
  const db = new DatabaseSync(path);
  db.exec(SCHEMA);
  const getPlace = db.prepare("SELECT sequence FROM place WHERE name = ?");
  const setPlace = db.prepare("INSERT OR REPLACE INTO place VALUES (?, ?)");
  const getEntry = db.prepare("SELECT standing FROM entries WHERE entry_id = ?");
  const setEntry = db.prepare("INSERT OR REPLACE INTO entries VALUES (?, ?)");
  const forget = db.prepare("DELETE FROM accepted WHERE timestamp < ?");
  const accept = db.prepare("INSERT OR IGNORE INTO accepted VALUES (?, ?)");

  const placeOf = (name: string) => getPlace.get(name)?.["sequence"] as number | undefined;
  const put = (standing: Standing) => setEntry.run(standing.entryId, JSON.stringify(standing));
  const apply = (event: ListEvent): void => {
    // The loaded export already includes this event.
    if (Number(event.sequence) <= (placeOf("loaded") ?? 0)) return;
    for (const statement of statementsOf(event)) {
      const known = getEntry.get(statement.entryId)?.["standing"];
      put(withStatement(known === undefined ? undefined : JSON.parse(String(known)), statement));
    }
  };
  const transact = <T>(work: () => T): T => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      db.exec("COMMIT");
      return result;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };

  return {
    place: () => placeOf("feed") ?? null,
    load: (lines, sequence) =>
      transact(() => {
        db.exec("DELETE FROM entries");
        for (const line of lines) put(fromExport(line, sequence));
        for (const name of ["loaded", "feed"]) setPlace.run(name, sequence);
      }),
    follow: (events, next) =>
      transact(() => {
        for (const event of events) apply(event);
        setPlace.run("feed", next);
      }),
    take: (event, { id, timestamp }) =>
      transact(() => {
        // Older messages are refused for their age, so their ids can be forgotten.
        forget.run(timestamp - 2 * TOLERANCE_S);
        if (accept.run(id, timestamp).changes === 0) return false;
        apply(event);
        return true;
      }),
    lines: () =>
      db
        .prepare("SELECT standing FROM entries ORDER BY entry_id")
        .all()
        .map(({ standing }) => JSON.parse(String(standing)) as Standing)
        .filter(isListed)
        .map(({ entryId, entryVersion, partyId, validFrom, entry }) =>
          JSON.stringify({ entryId, entryVersion, partyId, validFrom, ...entry }),
        ),
    [Symbol.dispose]: () => db.close(),
  };
}
