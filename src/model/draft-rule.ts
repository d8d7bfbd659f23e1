/** The events that tell of a rule itself: that it was published, that a document corrects it. */

import { countryOfDestination } from "./country.ts";
import { type DocumentContext, idOf, refer } from "./draft-events.ts";
import type { DestinationTally, EventDraft } from "./event.ts";
import { mintChangeId, ruleKey } from "./identity.ts";
import { nameKey } from "./name-key.ts";
import type { Problem, Rule } from "./rule.ts";
import { findUnjustified } from "./unjustified.ts";

/** `rule.displayed`, `rule.published`: once per rule and stage. `heldBack`: how many of its rows nobody understood. */
export function draftRuleShown(
  rule: Rule,
  problems: readonly Problem[],
  from: DocumentContext,
  heldBack = 0,
): EventDraft {
  const key = ruleKey(rule);
  const stage = rule.stage === "displayed" ? "displayed" : "published";
  const type = `rule.${stage}` as const;
  const told = ruleData(rule, problems, from);
  const completeness = heldBack > 0 ? "partial" : told.completeness;
  const data = { ...told, completeness, changeId: mintChangeId(key, key, stage) };
  return { id: idOf(type, data), type, subject: key, data };
}

/** It went from public inspection before it was published, or the document of the number `withdrawnBy` withdraws it. */
export function draftRuleWithdrawn(
  rule: Rule,
  from: DocumentContext,
  withdrawnBy?: string,
): EventDraft {
  const key = ruleKey(rule);
  const changeId = mintChangeId(key, key, "withdrawn");
  const by = withdrawnBy === undefined ? {} : { withdrawnBy };
  const data = { ...ruleData(rule, [], from), changeId, ...by };
  return { id: idOf("rule.withdrawn", data), type: "rule.withdrawn", subject: key, data };
}

/** `correctedBy`: the number of the correction, which is the subject: a rule may be corrected several times. */
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

/** `delayedBy`: the number of the document that delays it, which is the subject. `delayedFrom`: null where unknown. */
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
