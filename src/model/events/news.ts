/** Which events are pushed by default. */

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
 * Pushed unless a subscription asks for more ("Only substantive changes are news"): substantive and not historical. A rule is
 * news only where a person must act: it was withdrawn or delayed, or its reading disagrees with its claims or has problems.
 */
export function isNews(event: EventDraft): boolean {
  if (event.data.historical) return false;
  if (isEntityEvent(event)) return event.data.class === "substantive";
  // The law contains what the list does not show, and no other event reports it.
  if (isMismatchEvent(event)) return true;
  // Consumers who store entries by id must learn that one is gone.
  if (isMergedEvent(event)) return true;
  if (!isRuleEvent(event)) return false;
  const { claimsAgree, problems } = event.data;
  const isMoved = event.type === "rule.withdrawn" || event.type === "rule.delayed";
  return isMoved || claimsAgree === false || problems.length > 0;
}

/** The types a subscription may ask for. A baseline is the whole list; it is in the log and never news. */
export type PushedType = Exclude<EventType, "list.baselined" | "entry.history">;
export const PUSHED_TYPES = EVENT_TYPES.filter(
  (type): type is PushedType => type !== "list.baselined" && type !== "entry.history",
);

/**
 * Whether a subscription to `types` receives the event: it is not historical, and an added, modified or removed entry
 * changed substantively. Rules, confirmations and codifications always pass, because the subscriber named them.
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
