/**
 * Pages of the log for feed and streams. Who stands at one place of the log gets one page, read and put into bytes once:
 * a thousand streams at the head cost one query an event.
 */

import { LRUCache } from "lru-cache";
import { type LogPage, prepareLogPages, type StoredEvent } from "../db/log/log-pages.ts";
import type { Store } from "../db/store/open-store.ts";
import type { LogEvent } from "../model/events/event.ts";
import { type EventFilter, passes } from "../model/events/event-filter.ts";

export interface EventReader {
  /**
   * What passes the filter behind `after`, at most `limit` events. Looks at a bounded part of the log; `next` goes on over
   * what did not pass, so that nobody reads it twice.
   */
  read(after: number, upTo: number, filter: EventFilter, limit: number): LogPage;
  /** The page as `toBytes` makes it; the same page is made once. */
  asBytes(page: LogPage, form: PageForm): Uint8Array;
}

export interface PageForm {
  toText(events: readonly StoredEvent[]): string;
}

/** Of an answer; a single event may be longer. */
const MOST_BYTES = 4 * 2 ** 20;
/** That a filter looks into in one go: some 10 ms. */
const MOST_SCANNED = 1_000;
const MOST_KEPT_BYTES = 64 * 2 ** 20;

export function createEventReader(store: Store): EventReader {
  const pages = new LRUCache<string, { readonly page: LogPage; readonly upTo: number }>({
    maxSize: MOST_KEPT_BYTES,
    // A page is kept as text, and beside it soon as bytes of two forms, or parsed.
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
    // The log is only appended to: a page that ended before the log's end then is the same for ever.
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
