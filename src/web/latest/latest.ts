/** Reads the rules for the first page, newest first, each with its lists and its newest event. */

import { eventsOfRule } from "../../db/documents/rule-events.ts";
import { amendedLists, placeOf, type RulePlace, readRules } from "../../db/documents/rule-pages.ts";
import type { StoredRule } from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { RuleEventData } from "../../model/events/event.ts";

export interface Batch {
  readonly rule: StoredRule;
  readonly lists: readonly ListCode[];
  /** Data of the newest event about the rule; null without an event. */
  readonly newest: RuleEventData | null;
}

export interface Batches {
  readonly batches: readonly Batch[];
  /** The start of the next page; null on the last one. */
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
      newest: (eventsOfRule(db, rule).at(-1)?.data as RuleEventData | undefined) ?? null,
    })),
    next: last === undefined ? null : placeOf(last),
  };
}
