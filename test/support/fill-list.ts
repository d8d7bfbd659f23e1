/** The list as the made-up log tells it, with a rule and its document, so that every resource has something to show. */

import { putDocument } from "../../src/db/documents/documents.ts";
import { putReading } from "../../src/db/documents/readings.ts";
import { putRule } from "../../src/db/documents/rules.ts";
import { fillFromLog } from "../../src/db/list/rebuild.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { makeRule } from "./make-entry.ts";

/** Ids of what there is now: an entry, a rule, a document. */
export function fillList(store: Store): string[] {
  const now = new Date("2025-03-28T12:45:00Z");
  const rule = makeRule({ amendments: [] });
  return store.transact((tx) => {
    fillFromLog(tx, tx);
    const bytes = new TextEncoder().encode("<RULE/>");
    const { id } = putDocument(tx, { kind: "rule", bytes, source: "import", url: null }, now);
    const tally = {
      rows: 0,
      entries: 0,
      continuations: 0,
      headings: 0,
      reserved: 0,
      quarantined: 0,
    };
    putReading(tx, id, { rule, correction: null, rows: [], tally, quarantine: [] }, now);
    putRule(tx, id, rule, []);
    return ["entry_1", rule.documentNumber, id];
  });
}
