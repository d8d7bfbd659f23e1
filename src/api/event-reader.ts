/**
 * Pages of the log for the feed and the streams. All readers at one position share one page, which is read and serialised once:
 * a thousand streams at the end of the log cost one query an event.
 */

import { LRUCache } from "lru-cache";
import { type LogPage, prepareLogPages, type StoredEvent } from "../db/log/log-pages.ts";
import type { Store } from "../db/store/open-store.ts";
import type { LogEvent } from "../model/events/event.ts";
import { type EventFilter, passes } from "../model/events/event-filter.ts";

export interface EventReader {
  /**
   * At most `limit` events after `after` that pass the filter. Scans a bounded part of the log. `next` also skips the scanned
   * events that did not pass, so that no one reads them twice.
   */
  read(after: number, upTo: number, filter: EventFilter, limit: number): LogPage;
  /** The page in the given form. Each page is serialised once. */
  asBytes(page: LogPage, form: PageForm): Uint8Array;
}

export interface PageForm {
  toText(events: readonly StoredEvent[]): string;
}

/** The most bytes in an answer. A single event may be longer. */
const MOST_BYTES = 4 * 2 ** 20;
/** Events that a filter scans in one go, which takes about 10 ms. */
const MOST_SCANNED = 1_000;
const MOST_KEPT_BYTES = 64 * 2 ** 20;

export function createEventReader(store: Store): EventReader {
  const pages = new LRUCache<string, { readonly page: LogPage; readonly upTo: number }>({
    maxSize: MOST_KEPT_BYTES,
    // Beside its text, a page may hold bytes in two forms and parsed events.
    sizeCalculation: ({ page }) => 512 + 4 * page.events.reduce((sum, e) => sum + e.json.length, 0),
  });
  const readPage = prepareLogPages(store.db);
  const bytes = new WeakMap<LogPage, Map<PageForm, Uint8Array>>();
  const parsed = new WeakMap<StoredEvent, LogEvent>();

  const pageOf = (
    after: number,
    upTo: number,
    types: readonly string[] | undefined,
    limit: number,
  ): LogPage => {
    const key = `${after} ${limit} ${types?.join() ?? ""}`;
    const kept = pages.get(key);
    // The log is append-only: a page that ended before the end of the log never changes.
    if (kept !== undefined && (kept.page.next < kept.upTo || kept.upTo === upTo)) return kept.page;
    const page = readPage({ after, upTo, types, limit, maxBytes: MOST_BYTES });
    pages.set(key, { page, upTo });
    return page;
  };
  const parse = (event: StoredEvent): LogEvent => {
    const known = parsed.get(event) ?? (JSON.parse(event.json) as LogEvent);
    parsed.set(event, known);
    return known;
  };

  return {
    read: (after, upTo, filter, limit) => {
      const { types, ...rest } = filter;
      if (Object.values(rest).every((wanted) => wanted === undefined)) {
        return pageOf(after, upTo, types, limit);
      }
      const page = pageOf(after, upTo, types, MOST_SCANNED);
      const passing = page.events.filter((event) => passes(filter, parse(event)));
      if (passing.length <= limit) return { events: passing, next: page.next };
      const events = passing.slice(0, limit);
      return { events, next: events.at(-1)?.sequence ?? after };
    },
    asBytes: (page, form) => {
      const forms = bytes.get(page) ?? new Map<PageForm, Uint8Array>();
      bytes.set(page, forms);
      const made = forms.get(form) ?? Buffer.from(form.toText(page.events));
      forms.set(form, made);
      return made;
    },
  };
}
