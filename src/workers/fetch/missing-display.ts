/** Handles a displayed rule that is missing from the list. */

import {
  countMissing,
  type Display,
  endDisplay,
  withdrawDisplay,
} from "../../db/documents/displays.ts";
import { findRulesByNumber } from "../../db/documents/rules.ts";
import { isNoticed, putNotice } from "../../db/log/source-checks.ts";
import type { Deps } from "../step.ts";

/** A rule is withdrawn only after this time and this many answers of a later day without it, because a clock may jump. */
const MISSING_MS = 10 * 60_000;
const MISSING_TIMES = 5;

/**
 * A document stays in the list of its day. One missing within the day is an anomaly and reported to a person; one that the list
 * of a later day lacks too was withdrawn. `listDay`: the day of the list that lacks it. From its publication day on, only the
 * published document decides.
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
  if (isPublished) await store.write((tx) => endDisplay(tx, subject, "published"));
  if (isPublished || (publicationDate !== null && publicationDate <= listDay)) return;
  const { shownOn, missingSince, missingTimes } = await store.write((tx) =>
    countMissing(tx, display, listDay, now()),
  );
  if (shownOn !== null && listDay <= shownOn) {
    const message = `on display since ${firstSeenAt}, it vanished from the list of ${listDay} within the day: it counts as withdrawn if the next day's list lacks it too`;
    if (isNoticed(store.db, "rule.missing", subject, message)) return;
    await store.write((tx) => putNotice(tx, { type: "rule.missing", subject, message }, now()));
    return;
  }
  if (missingTimes < MISSING_TIMES) return;
  if (now().getTime() - Date.parse(missingSince ?? "") < MISSING_MS) return;
  const wholeDay = await publicInspection.numbersOn(listDay, signal);
  if (wholeDay.has(subject)) return;
  await store.write((tx) => withdrawDisplay(tx, subject, null, now()));
}
