/** What an endpoint is told of the log. */

import type { EventDraft } from "./event.ts";
import { type EventFilter, passes } from "./event-filter.ts";
import { isNews, isNewsOf, PUSHED_TYPES, type PushedType } from "./news.ts";

/** What an endpoint may ask for. */
export type Subscription = Omit<EventFilter, "types"> & {
  readonly types?: readonly PushedType[] | undefined;
};

/**
 * Null: the news. Otherwise what passes the subscription, and is neither history nor a mere matter of print unless `historical`
 * or `classes` ask for it; a baseline never.
 */
export function wants(subscription: Subscription | null, event: EventDraft): boolean {
  if (subscription === null) return isNews(event);
  const { types, classes, historical = false } = subscription;
  if (!PUSHED_TYPES.some((type) => type === event.type)) return false;
  if (!passes({ ...subscription, historical }, event)) return false;
  if (classes !== undefined) return true;
  const asOfToday = historical ? asNew(event) : event;
  return types === undefined ? isNews(asOfToday) : isNewsOf(types, asOfToday);
}

/** What is history was let pass already: as to the rest it is judged as if it were of today. */
function asNew(event: EventDraft): EventDraft {
  return { ...event, data: { ...event.data, historical: false } } as EventDraft;
}
