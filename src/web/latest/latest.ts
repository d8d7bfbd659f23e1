/** Rules as batches, the newest first: how each stands, what it does to whom, and whether it keeps its own word. */

import { eventsOfRule } from "../../db/documents/rule-events.ts";
import { amendedLists, placeOf, type RulePlace, readRules } from "../../db/documents/rule-pages.ts";
import type { StoredRule } from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { RuleEventData } from "../../model/events/event.ts";

export interface Batch {
  readonly rule: StoredRule;
  readonly lists: readonly ListCode[];
  /** As it was told last; null where nothing was told of it. */
  readonly told: RuleEventData | null;
}

export interface Batches {
  readonly batches: readonly Batch[];
  /** Where the next page begins; null on the last one. */
  readonly next: RulePlace | null;
}

const BATCHES_A_PAGE = 20;

export function readBatches(db: Database, after: RulePlace | undefined): Batches {
  const found = readRules(db, { after, limit: BATCHES_A_PAGE + 1 });
  const shown = found.slice(0, BATCHES_A_PAGE);
  const last = found.length > BATCHES_A_PAGE ? shown.at(-1) : undefined;
  return {
    batches: shown.map((rule) => ({
      rule,
      lists: amendedLists(db, rule.ruleKey),
      told: (eventsOfRule(db, rule).at(-1)?.data as RuleEventData | undefined) ?? null,
    })),
    next: last === undefined ? null : placeOf(last),
  };
}
