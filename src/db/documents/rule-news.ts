/** The newest rules that were news, with the facts a person needs about each. */

import { and, desc, eq, inArray, max, sql } from "drizzle-orm";
import type { LogEvent, RuleEventData } from "../../model/events/event.ts";
import { type changes, entries } from "../schema/list.ts";
import { log } from "../schema/service.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import { changesOfRule, eventsOfRule } from "./rule-events.ts";

export interface RuleNews {
  readonly key: string;
  /** The rule's own events, in log order. */
  readonly ruleEvents: readonly (LogEvent & { readonly data: RuleEventData })[];
  readonly changes: readonly {
    readonly op: "added" | "modified" | "removed";
    readonly name: string;
    readonly destination: string;
  }[];
  /** When the eCFR was first seen to show all its changes. */
  readonly codifiedAt: string | null;
}

/** Latest event first; historical rules are left out. */
export function readRuleNews(db: Database, limit: number): RuleNews[] {
  const newest = max(log.sequence);
  const keys = db
    .select({ key: log.subject, newest })
    .from(log)
    .where(
      and(
        inArray(log.type, ["rule.displayed", "rule.published", "rule.withdrawn"]),
        sql`not json_extract(${log.event}, '$.data.historical')`,
      ),
    )
    .groupBy(log.subject)
    .orderBy(desc(newest))
    .limit(limit)
    .all();
  return keys.map(({ key }) => readNews(db, key));
}

function readNews(db: Database, key: string): RuleNews {
  // The key is the number, followed by the date for older rules.
  const documentNumber = key.split("@")[0] ?? key;
  const ruleEvents = eventsOfRule(db, { documentNumber, ruleKey: key }) as RuleNews["ruleEvents"];
  const made = changesOfRule(db, { documentNumber, ruleKey: key });
  const names = namesOf(db, [...new Set(made.map(({ entryId }) => entryId))]);
  const named = made.flatMap(({ op, entryId }) => {
    const name = names.get(entryId);
    return name === undefined ? [] : [{ op, ...name }];
  });
  const isCodified = made.length > 0 && made.every(({ stage }) => stage === "codified");
  return { key, ruleEvents, changes: named, codifiedAt: isCodified ? codifiedAt(db, made) : null };
}

function namesOf(db: Database, entryIds: readonly string[]) {
  const names = new Map<string, { readonly name: string; readonly destination: string }>();
  inChunks(entryIds, (ids) => {
    const rows = db
      .select({
        entryId: entries.entryId,
        name: sql<string>`json_extract(${entries.body}, '$.name')`,
        destination: sql<string>`json_extract(${entries.body}, '$.destination')`,
      })
      .from(entries)
      .where(inArray(entries.entryId, ids))
      .all();
    for (const { entryId, ...name } of rows) names.set(entryId, name);
  });
  return names;
}

function codifiedAt(db: Database, made: readonly (typeof changes.$inferSelect)[]): string | null {
  const times: string[] = [];
  inChunks(made, (chunk) => {
    const found = db
      .select({ time: max(log.time) })
      .from(log)
      .where(
        and(
          eq(log.type, "entity.codified"),
          inArray(
            log.subject,
            chunk.map(({ entryId }) => entryId),
          ),
          inArray(
            sql`json_extract(${log.event}, '$.data.changeId')`,
            chunk.map(({ changeId }) => changeId),
          ),
        ),
      )
      .get();
    if (found?.time) times.push(found.time);
  });
  return times.sort().at(-1) ?? null;
}
