/** What follows where a rule on display is in the list no more. */

import {
  countMissing,
  type Display,
  endDisplay,
  withdrawDisplay,
} from "../../db/documents/displays.ts";
import { findRulesByNumber } from "../../db/documents/rules.ts";
import { isNoticed, putNotice } from "../../db/log/source-checks.ts";
import type { Deps } from "../step.ts";

/** So long, and in so many answers of a later day, a rule must be missing before it is withdrawn: a clock may jump. */
const MISSING_MS = 10 * 60_000;
const MISSING_TIMES = 5;

/**
 * A document is never taken out of the list of its day: one that is gone within the day is an anomaly, which a person hears
 * of, and one that the list of a later day lacks as well was withdrawn. `listDay`: the day of the list that lacks it. Gone on
 * the day of its publication, it should be in print, and only print says so.
 */
export async function settleMissing(
  display: Display,
  listDay: string,
  { store, publicInspection, now }: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { documentNumber: subject, publicationDate, firstSeenAt } = display;
  const isPublished = findRulesByNumber(store.db, subject).some(
    ({ stage }) => stage !== "displayed",
  );
  if (isPublished) store.transact((tx) => endDisplay(tx, subject, "published"));
  if (isPublished || (publicationDate !== null && publicationDate <= listDay)) return;
  const { shownOn, missingSince, missingTimes } = store.transact((tx) =>
    countMissing(tx, display, listDay, now()),
  );
  if (shownOn !== null && listDay <= shownOn) {
    const message = `on display since ${firstSeenAt}, it is gone from the list of ${listDay} within the day: it counts as withdrawn where the next day's list lacks it as well`;
    if (isNoticed(store.db, "rule.missing", subject, message)) return;
    store.transact((tx) => putNotice(tx, { type: "rule.missing", subject, message }, now()));
    return;
  }
  if (missingTimes < MISSING_TIMES) return;
  if (now().getTime() - Date.parse(missingSince ?? "") < MISSING_MS) return;
  const wholeDay = await publicInspection.numbersOn(listDay, signal);
  if (wholeDay.has(subject)) return;
  store.transact((tx) => withdrawDisplay(tx, subject, null, now()));
}
