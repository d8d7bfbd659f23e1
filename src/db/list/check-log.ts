/** Checks the log's rows: their sequence, and that each id matches its content. */

import { asc } from "drizzle-orm";
import { idOf } from "../../model/events/draft-events.ts";
import type { LogEvent } from "../../model/events/event.ts";
import { documents } from "../schema/documents.ts";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";
import type { Difference } from "./rebuild.ts";

export function checkLog(db: Database): Difference[] {
  const rows = db.select().from(log).orderBy(asc(log.sequence)).all();
  return rows.flatMap(({ event: text, ...columns }, at): Difference[] => {
    const row = `event ${columns.sequence}`;
    const event = parse(text);
    if (event === null) return [{ row, field: "event", stored: text, logged: "JSON" }];
    const { id, type, subject, time, sequence } = event;
    const said = { sequence: Number(sequence), id, type, subject, time };
    const apart = Object.entries(said).filter(([key, value]) => value !== (columns as Row)[key]);
    const differences = apart.map(([field, logged]): Difference => {
      return { row, field, stored: (columns as Row)[field], logged };
    });
    const next = (rows[at - 1]?.sequence ?? 0) + 1;
    if (columns.sequence !== next) {
      differences.push({ row, field: "sequence", stored: columns.sequence, logged: next });
    }
    const minted = idOf(type, event.data);
    if (minted !== id)
      differences.push({ row, field: "id of its content", stored: minted, logged: id });
    return differences;
  });
}

/** Documents that events cite as proof and the store lacks. */
export function checkProofs(db: Database): Difference[] {
  const known = new Set(
    db
      .select({ id: documents.id })
      .from(documents)
      .all()
      .map(({ id }) => id),
  );
  const rows = db.select({ sequence: log.sequence, event: log.event }).from(log).all();
  const missing = new Map<string, number>();
  for (const { sequence, event } of rows) {
    const { documentId } = (JSON.parse(event) as LogEvent).data.provenance;
    if (!known.has(documentId) && !missing.has(documentId)) missing.set(documentId, sequence);
  }
  return [...missing].map(([id, sequence]) => {
    return {
      row: `document ${id}`,
      field: null,
      stored: null,
      logged: `proof of event ${sequence}`,
    };
  });
}

type Row = Readonly<Record<string, unknown>>;

function parse(text: string): LogEvent | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
