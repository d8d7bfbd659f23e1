/** Drafts the events about a rule itself: displayed, published, corrected, delayed or withdrawn. */

import { countryOfDestination } from "../country.ts";
import { mintChangeId, ruleKey } from "../identity.ts";
import { nameKey } from "../name-key.ts";
import type { Problem, Rule } from "../reading/rule.ts";
import { findUnjustified } from "../reading/unjustified.ts";
import { type DocumentContext, idOf, refer } from "./draft-events.ts";
import type { DestinationTally, EventDraft } from "./event.ts";

/**
 * `rule.displayed`, `rule.published`: once per rule and stage; on display again after each withdrawal.
 * `heldBack`: number of rows that could not be read.
 */
export function draftRuleShown(
  rule: Rule,
  problems: readonly Problem[],
  from: DocumentContext,
  {
    withdrawals = 0,
    heldBack = 0,
  }: { readonly withdrawals?: number; readonly heldBack?: number } = {},
): EventDraft {
  const key = ruleKey(rule);
  const stage = rule.stage === "displayed" ? "displayed" : "published";
  const type = `rule.${stage}` as const;
  const op = stage === "displayed" ? nth(stage, withdrawals) : stage;
  const shown = ruleData(rule, problems, from);
  const completeness = heldBack > 0 ? "partial" : shown.completeness;
  const data = { ...shown, completeness, changeId: mintChangeId(key, key, op) };
  return { id: idOf(type, data), type, subject: key, data };
}

export interface Withdrawal {
  /** Number of earlier withdrawals of the rule. */
  readonly before: number;
  /** The editorial note that reports the withdrawal; null where only its absence from the list or another document does. */
  readonly note: string | null;
  /** The number of the document that withdraws it; null where it vanished from public inspection. */
  readonly by: string | null;
}

/** The rule vanished from public inspection before publication, or a document withdraws it before it takes effect. */
export function draftRuleWithdrawn(
  rule: Rule,
  { before, note, by }: Withdrawal,
  from: DocumentContext,
): EventDraft {
  const key = ruleKey(rule);
  const changeId = mintChangeId(key, key, nth("withdrawn", before));
  const quoted = note === null ? {} : { editorialNote: note };
  const withdrawnBy = by === null ? {} : { withdrawnBy: by };
  const data = { ...ruleData(rule, [], from), changeId, ...quoted, ...withdrawnBy };
  return { id: idOf("rule.withdrawn", data), type: "rule.withdrawn", subject: key, data };
}

/** The first withdrawal adds no suffix, so published ids do not change. */
function nth(op: string, withdrawals: number): string {
  return withdrawals === 0 ? op : `${op} after ${withdrawals} withdrawals`;
}

/** `correctedBy`: the number of the correction. It is the event's subject, because a rule may be corrected several times. */
export function draftRuleCorrected(
  rule: Rule,
  correctedBy: string,
  problems: readonly Problem[],
  from: DocumentContext,
): EventDraft {
  const changeId = mintChangeId(ruleKey(rule), correctedBy, "corrected");
  const data = { ...ruleData(rule, problems, from), changeId, correctedBy };
  return { id: idOf("rule.corrected", data), type: "rule.corrected", subject: correctedBy, data };
}

/** `delayedBy`: the number of the document that delays the rule; the event's subject. `delayedFrom`: null where unknown. */
export function draftRuleDelayed(
  rule: Rule,
  delayedBy: string,
  delayedFrom: string | null,
  from: DocumentContext,
): EventDraft {
  const changeId = mintChangeId(ruleKey(rule), delayedBy, "delayed");
  const data = { ...ruleData(rule, [], from), changeId, delayedBy, delayedFrom };
  return { id: idOf("rule.delayed", data), type: "rule.delayed", subject: delayedBy, data };
}

function ruleData(rule: Rule, problems: readonly Problem[], from: DocumentContext) {
  return {
    historical: from.historical,
    stage: rule.stage,
    lists: rule.lists,
    rule: refer(rule),
    effectiveOn: rule.effectiveOn,
    effectiveAt: rule.effectiveAt,
    effectiveNote: rule.effectiveNote,
    claims: rule.claims,
    claimsAgree: rule.claimsAgree,
    read: tallyAmendments(rule),
    parties: new Set(rule.amendments.flatMap(({ names }) => names.map(nameKey))).size,
    unjustified: findUnjustified(rule).length,
    problems: [...rule.problems, ...problems],
    completeness:
      rule.problems.length + problems.length > 0 || rule.claimsAgree === false
        ? ("partial" as const)
        : ("full" as const),
    provenance: { ...from.provenance, row: null },
  };
}

/** What a rule's instructions do, per destination, in the order they first name it. */
export function tallyAmendments(rule: Rule): DestinationTally[] {
  const tallies = new Map<
    string,
    { -readonly [K in keyof DestinationTally]: DestinationTally[K] }
  >();
  for (const { op, destination, entryIndexes, names } of rule.amendments) {
    const country = countryOfDestination(destination);
    const tally = tallies.get(destination) ?? {
      destination,
      country,
      added: 0,
      revised: 0,
      removed: 0,
    };
    tallies.set(destination, tally);
    if (op === "add") tally.added += entryIndexes.length;
    if (op === "revise") tally.revised += entryIndexes.length;
    if (op === "remove") tally.removed += names.length;
  }
  return [...tallies.values()];
}
