/** What of the log is pushed to those who do not read it. */

import {
  EVENT_TYPES,
  type EventDraft,
  type EventType,
  isEntityEvent,
  isMergedEvent,
  type MismatchEventData,
  type RuleEventData,
} from "./event.ts";

/**
 * What is pushed unless a subscription asks for more (law 8): substantive, and not history. A rule is news only where a
 * person must hear of it: it was withdrawn or delayed, or what was understood of it is not what it says of itself.
 */
export function isNews(event: EventDraft): boolean {
  if (event.data.historical) return false;
  if (isEntityEvent(event)) return event.data.class === "substantive";
  // The law says what the list does not show: nobody but a subscriber hears of it otherwise.
  if (isMismatchEvent(event)) return true;
  // Whoever keeps entries by their ids must hear which one is gone.
  if (isMergedEvent(event)) return true;
  if (!isRuleEvent(event)) return false;
  const { claimsAgree, problems } = event.data;
  const isMoved = event.type === "rule.withdrawn" || event.type === "rule.delayed";
  return isMoved || claimsAgree === false || problems.length > 0;
}

/** What a subscription may ask for. A baseline is the whole list as it was found: it is in the log, and never news. */
export type PushedType = Exclude<EventType, "list.baselined" | "entry.history">;
export const PUSHED_TYPES = EVENT_TYPES.filter(
  (type): type is PushedType => type !== "list.baselined" && type !== "entry.history",
);

/**
 * What is pushed to a subscription to `types`: of these, what is not history, and of entries added, modified and removed
 * the substantive. Of rules, confirmations and codifications all: whoever names them wants to hear of each.
 */
export function isNewsOf(types: readonly PushedType[], event: EventDraft): boolean {
  if (!types.some((type) => type === event.type) || event.data.historical) return false;
  const isEvidence = event.type === "entity.confirmed" || event.type === "entity.codified";
  const isOfEach = isEvidence || !isEntityEvent(event);
  return isOfEach || event.data.class === "substantive";
}

function isMismatchEvent<E extends EventDraft>(event: E): event is E & { data: MismatchEventData } {
  return event.type.startsWith("reconciliation.");
}

function isRuleEvent<E extends EventDraft>(event: E): event is E & { data: RuleEventData } {
  return event.type.startsWith("rule.");
}
