/** The small world of March 2025 most tests of the pipeline live in, before and after a rule, and what was told of it. */

import { readEvents } from "../../src/db/log/log.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { isEntityEvent } from "../../src/model/events/event.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "./small-world.ts";

export const ALPHA = makeRow("Alpha");
export const BETA = makeRow("Beta");
const GAINED = [
  "Beta, a.k.a., the following two aliases:",
  "—Beta Works; and",
  "—Beta Aero.",
  "1 Rue Haute, Paris, France.",
];
export const BATCH = makeRuleFacts({
  added: [addedRow("Gamma")],
  revised: [amended(BETA, GAINED)],
});
export const BEFORE = { rows: [ALPHA, BETA], rules: [BATCH], date: "2025-03-24" };
export const AFTER = {
  rows: [ALPHA, amended(BETA, GAINED), addedRow("Gamma")],
  rules: [BATCH],
  date: "2025-04-01",
};

/** Of the day after: it claims two additions, and has one. */
export const SECOND = makeRuleFacts({
  documentNumber: "2025-00002",
  publicationDate: "2025-03-29",
  citation: "90 FR 14100",
  title: "More Additions",
  added: [addedRow("Delta")],
  claims: { entities: 2, destinations: { France: 2 } },
});

export function told(store: Store): string[] {
  return readEvents(store.db, { after: 0 }).map((event) =>
    isEntityEvent(event)
      ? `${event.type} ${(event.data.after ?? event.data.before)?.name}`
      : `${event.type} ${event.subject}`,
  );
}
