/** Compares the counts and indexes that triggers keep with the tables they follow from. */

import { asc, count, inArray, sql } from "drizzle-orm";
import { openTurn } from "../../model/events/mismatch-turns.ts";
import { documentCounts, documents } from "../schema/documents.ts";
import { log, mismatches as mismatchRows, listTurns as turnRows } from "../schema/service.ts";
import { deliveries, deliveryCounts } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";
import { readTurns } from "./mismatches.ts";
import type { Difference } from "./rebuild.ts";

/** Types that may change the current list. */
const LIST_CHANGING = [
  "list.baselined",
  "entity.added",
  "entity.modified",
  "entity.removed",
  "entity.codified",
  "entity.reread",
  "entity.withdrawn",
  "entry.history",
  "entry.merged",
] as const;

/** `stored` is what a trigger kept; `logged` is counted anew. Reads every delivery and every event once. */
export function checkKept(db: Database): Difference[] {
  return [
    ...compare("documents", keptStates(db), countStates(db)),
    ...compare("deliveries of", keptCounts(db), countAnew(db)),
    ...compare("list turn at", keptTurns(db), findTurns(db)),
    ...compare("mismatch", keptMismatches(db), findMismatches(db)),
  ];
}

type Facts = ReadonlyMap<string, string | number>;

function compare(what: string, kept: Facts, found: Facts): Difference[] {
  return [...new Set([...kept.keys(), ...found.keys()])].flatMap((key) => {
    const [stored, logged] = [kept.get(key) ?? null, found.get(key) ?? null];
    return stored === logged ? [] : [{ row: `${what} ${key}`, field: null, stored, logged }];
  });
}

function keptStates(db: Database): Facts {
  return toStates(db.select().from(documentCounts).all());
}

function countStates(db: Database): Facts {
  const { state } = documents;
  return toStates(db.select({ state, documents: count() }).from(documents).groupBy(state).all());
}

function toStates(rows: readonly (typeof documentCounts.$inferSelect)[]): Facts {
  return new Map(rows.map(({ state, documents }) => [state, documents]));
}

function keptCounts(db: Database): Facts {
  return toCounts(db.select().from(deliveryCounts).all());
}

function countAnew(db: Database): Facts {
  const { endpointId, state } = deliveries;
  const rows = db
    .select({ endpointId, state, events: count() })
    .from(deliveries)
    .groupBy(endpointId, state)
    .all();
  return toCounts(rows);
}

function toCounts(rows: readonly (typeof deliveryCounts.$inferSelect)[]): Facts {
  return new Map(rows.map(({ endpointId, state, events }) => [`${endpointId}, ${state}`, events]));
}

function keptTurns(db: Database): Facts {
  const rows = db.select().from(turnRows).all();
  return new Map(rows.map(({ sequence, documentId }) => [`${sequence}`, documentId ?? ""]));
}

function findTurns(db: Database): Facts {
  const rows = db
    .select({ sequence: log.sequence, documentId: documentIdOf })
    .from(log)
    .where(inArray(log.type, [...LIST_CHANGING]))
    .orderBy(asc(log.sequence))
    .all();
  const ends = rows.filter(({ documentId }, at) => {
    const next = rows[at + 1];
    return next === undefined || next.documentId !== documentId;
  });
  return new Map(ends.map(({ sequence, documentId }) => [`${sequence}`, documentId ?? ""]));
}

/** A baseline is megabytes of JSON, so its own sequence stands for its document. */
const documentIdOf = sql<
  string | null
>`case when ${log.type} = 'list.baselined' then 'baseline-' || ${log.sequence}
  else json_extract(${log.event}, '$.data.provenance.documentId') end`;

function keptMismatches(db: Database): Facts {
  const rows = db.select().from(mismatchRows).all();
  return new Map(rows.map(({ id, list, asOf, isOpen }) => [id, describe(list, asOf, isOpen)]));
}

function findMismatches(db: Database): Facts {
  return new Map(
    [...readTurns(db)].flatMap(([id, turns]) => {
      const last = turns.at(-1);
      if (last === undefined) return [];
      return [[id, describe(last.mismatch.list, last.asOf, openTurn(turns) !== null)]];
    }),
  );
}

function describe(list: string, asOf: string, isOpen: boolean): string {
  return `${isOpen ? "open" : "resolved"} since ${asOf}, ${list}`;
}
