/** Filters events for the feed, a stream or an endpoint. */

import type { Entry, ListCode } from "../entry.ts";
import type { ChangeClass } from "../list/change.ts";
import type { EventDraft, EventType } from "./event.ts";

/**
 * An event passes if it matches every given field by any of the field's values. An event without the property (a rule has
 * no country) does not match a field that asks for one.
 */
export interface EventFilter {
  readonly types?: readonly EventType[] | undefined;
  readonly lists?: readonly ListCode[] | undefined;
  /** ISO 3166-1 alpha-2, of the entry's destination or of one of its addresses, before or after. */
  readonly countries?: readonly string[] | undefined;
  /** As printed: `CHINA, PEOPLE'S REPUBLIC OF`. */
  readonly destinations?: readonly string[] | undefined;
  readonly classes?: readonly ChangeClass[] | undefined;
  /** Whether the event is historical. Absent: both. */
  readonly historical?: boolean | undefined;
}

export function passes(filter: EventFilter, event: EventDraft): boolean {
  const { types, lists, countries, destinations, classes, historical } = filter;
  const { data } = event;
  const entries = entriesOf(data);
  const fits = <T>(wanted: readonly T[] | undefined, found: readonly (T | null)[]): boolean =>
    wanted === undefined || found.some((value) => value !== null && wanted.includes(value));
  return (
    fits(types, [event.type]) &&
    fits(lists, "lists" in data ? data.lists : [data.list]) &&
    fits(countries, entries.flatMap(countriesOf)) &&
    fits(
      destinations,
      entries.map(({ destination }) => destination),
    ) &&
    fits(classes, "class" in data ? [data.class] : []) &&
    (historical === undefined || historical === data.historical)
  );
}

/** The entries of an event; a baseline is about a whole list and has none. */
function entriesOf(data: EventDraft["data"]): Entry[] {
  if ("before" in data) return [data.before, data.after].filter((entry) => entry !== null);
  return "entry" in data ? [data.entry] : [];
}

function countriesOf({ country, addresses }: Entry): (string | null)[] {
  return [country, ...addresses.map((address) => address.country)];
}
