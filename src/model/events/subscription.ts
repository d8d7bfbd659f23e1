/** Which events an endpoint receives. */

import type { EventDraft } from "./event.ts";
import { type EventFilter, passes } from "./event-filter.ts";
import { isNews, isNewsOf, PUSHED_TYPES, type PushedType } from "./news.ts";

/** The filter that an endpoint may set. */
export type Subscription = Omit<EventFilter, "types"> & {
  readonly types?: readonly PushedType[] | undefined;
};

/** A field that is null is removed from the filter, and one that is absent stays (https://www.rfc-editor.org/rfc/rfc7396). */
export type SubscriptionChanges = {
  readonly [Field in keyof Subscription]: Subscription[Field] | null;
};

/** Null changes make it the news; so do changes that leave no field. */
export function changeSubscription(
  current: Subscription | null,
  changes: SubscriptionChanges | null,
): Subscription | null {
  if (changes === null) return null;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const fields = Object.entries({ ...current, ...Object.fromEntries(given) }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return fields.length === 0 ? null : (Object.fromEntries(fields) as Subscription);
}

/**
 * A null subscription receives the news. Otherwise the filter decides; historical and non-substantive events need
 * `historical` or `classes`. A baseline is never pushed.
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

/** The filter has already admitted historical events; every other test treats them as current. */
function asNew(event: EventDraft): EventDraft {
  return { ...event, data: { ...event.data, historical: false } } as EventDraft;
}
