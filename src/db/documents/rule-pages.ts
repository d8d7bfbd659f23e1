/** Reads rules page by page, newest first, and the documents of one rule. */

import { and, asc, desc, eq, exists, gte, lt, lte, or, sql } from "drizzle-orm";
import type { ListCode } from "../../model/entry.ts";
import type { Problem, Stage } from "../../model/reading/rule.ts";
import { amendments, documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import type { Document } from "./documents.ts";
import type { StoredRule } from "./rules.ts";

export interface RuleQuery {
  /** Publication days, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly list?: readonly ListCode[] | undefined;
  readonly stage?: readonly Stage[] | undefined;
  /** With or without problems. Absent: both. */
  readonly problems?: boolean | undefined;
  /** Continue after this one. */
  readonly after?: RulePlace | undefined;
  readonly limit: number;
}

export interface RulePlace {
  /** Empty where the rule has none. */
  readonly day: string;
  readonly key: string;
}

/** A displayed rule without a date counts as the newest. */
const day = sql<string>`coalesce(${rules.publicationDate}, '9999-12-31')`;

export function readRules(db: Database, query: RuleQuery): StoredRule[] {
  const { from, to, list = [], stage = [], problems, after, limit } = query;
  const amendsAny = (codes: readonly ListCode[]) =>
    exists(
      db
        .select()
        .from(amendments)
        .where(
          and(
            eq(amendments.ruleKey, rules.ruleKey),
            or(...codes.map((code) => eq(amendments.list, code))),
          ),
        ),
    );
  const behind = (place: RulePlace) => {
    const placed = place.day === "" ? "9999-12-31" : place.day;
    return or(lt(day, placed), and(eq(day, placed), sql`${rules.ruleKey} > ${place.key}`));
  };
  const hasProblems = sql`json_array_length(${rules.problems}) > 0`;
  return db
    .select()
    .from(rules)
    .where(
      and(
        from === undefined ? undefined : gte(rules.publicationDate, from),
        to === undefined ? undefined : lte(rules.publicationDate, to),
        list.length === 0 ? undefined : amendsAny(list),
        stage.length === 0 ? undefined : or(...stage.map((one) => eq(rules.stage, one))),
        problems === undefined ? undefined : problems ? hasProblems : sql`not (${hasProblems})`,
        after === undefined ? undefined : behind(after),
      ),
    )
    .orderBy(desc(day), asc(rules.ruleKey))
    .limit(limit)
    .all() as (StoredRule & { problems: Problem[] })[];
}

export function placeOf({ publicationDate, ruleKey }: StoredRule): RulePlace {
  return { day: publicationDate ?? "", key: ruleKey };
}

export function amendedLists(db: Database, key: string): ListCode[] {
  return db
    .selectDistinct({ list: amendments.list })
    .from(amendments)
    .where(eq(amendments.ruleKey, key))
    .orderBy(asc(amendments.list))
    .all()
    .map(({ list }) => list as ListCode);
}

/** Every copy of the rule, in order of arrival. */
export function documentsOfRule(db: Database, key: string): Document[] {
  return db
    .select()
    .from(documents)
    .where(eq(documents.ruleKey, key))
    .orderBy(asc(documents.seq))
    .all();
}
