/** Reads the events that a rule caused. */

import { and, asc, eq, inArray, like } from "drizzle-orm";
import type { LogEvent } from "../../model/events/event.ts";
import { ruleKey } from "../../model/identity.ts";
import { changes } from "../schema/list.ts";
import { log } from "../schema/service.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import { correctionsOf, type StoredRule } from "./rules.ts";

type Named = Pick<StoredRule, "documentNumber" | "ruleKey">;

/** The `rule.*` events of one rule, in log order. Events of its corrections have the corrections' numbers as subjects. */
export function eventsOfRule(db: Database, { documentNumber, ruleKey: key }: Named): LogEvent[] {
  const corrections = correctionsOf(db, documentNumber).map((one) => one.documentNumber);
  return db
    .select({ event: log.event })
    .from(log)
    .where(and(inArray(log.subject, [key, ...corrections]), like(log.type, "rule.%")))
    .orderBy(asc(log.sequence))
    .all()
    .map(({ event }) => JSON.parse(event));
}

/** The rule's changes without those withdrawn. */
export function changesOfRule(db: Database, rule: Named): (typeof changes.$inferSelect)[] {
  const isNumbered = eq(changes.documentNumber, rule.documentNumber);
  const found = db.select().from(changes).where(isNumbered).all();
  return found.filter(
    (change) => change.publicationDate === null || ruleKey(change) === rule.ruleKey,
  );
}

/** All events about the rule and its changes, in log order. */
export function eventsBecauseOf(db: Database, rule: Named): LogEvent[] {
  const made = changesOfRule(db, rule);
  const changeIds = new Set(made.map(({ changeId }) => changeId));
  const events = eventsOfRule(db, rule);
  inChunks([...new Set(made.map(({ entryId }) => entryId))], (ids) => {
    const rows = db.select({ event: log.event }).from(log).where(inArray(log.subject, ids)).all();
    for (const { event } of rows) {
      const one: LogEvent = JSON.parse(event);
      if (changeIds.has(one.data.changeId)) events.push(one);
    }
  });
  return events.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
}
