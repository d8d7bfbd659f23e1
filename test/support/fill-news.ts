/** A log of news of no consequence, of a hundred entries in turn, as the pipeline writes events. */

import { appendEvent, lastSequence } from "../../src/db/log/log.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import type { EventDraft } from "../../src/model/events/event.ts";

const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
const ENTRIES = 100;
/** As long as a real one. */
const REASON = "The End-User Review Committee has reasonable cause to believe. ".repeat(20);

/** Up to this sequence; `country` of the new ones. */
export function fillNews(
  store: Pick<Store, "transact">,
  upTo: number,
  { now = new Date(), country = "CN" } = {},
): void {
  store.transact((tx) => {
    for (let next = lastSequence(tx) + 1; next <= upTo; next += 1) {
      const after = { country, destination: country, addresses: [], name: `Company ${next}` };
      const data = {
        ...{
          op: "added",
          class: "substantive",
          historical: false,
          list: "EL",
          entryVersion: Math.ceil(next / ENTRIES),
          before: null,
          after,
        },
        justifications: [{ text: REASON, sections: [] }],
      };
      const subject = `entry_${next % ENTRIES}`;
      const draft = { id: `event_${next}`, type: "entity.added", subject, data };
      appendEvent(tx, draft as unknown as EventDraft, now, ORIGIN);
    }
  });
}
