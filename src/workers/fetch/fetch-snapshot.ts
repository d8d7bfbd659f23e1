/** Fetches a new day's snapshot from the eCFR. */

import { holdsBytes, newestSnapshot, putDocument } from "../../db/documents/documents.ts";
import { baselineDate } from "../../db/list/list.ts";
import {
  type Check,
  lastAnsweredCheck,
  lastNotice,
  lastTrustedCheck,
} from "../../db/log/source-checks.ts";
import { daysBetween, toDay } from "../../model/clock/day.ts";
import { isStale } from "../../model/clock/freshness.ts";
import { isInFuture } from "../../model/clock/in-future.ts";
import { PipelineError } from "../../model/errors.ts";
import type { Deps } from "../step.ts";

/** Days that a snapshot waits for a rule without a text, and for rules while their source does not answer. */
const DAYS_FOR_A_TEXT = 7;
const DAYS_FOR_THE_RULES = 3;
const DAY_MS = 86_400_000;

/** The text of a day is sometimes corrected under its date, so it is read again after this time. */
const READ_AGAIN_MS = DAY_MS;

/** The eCFR advances its date every business day. The text is fetched once for each date, and daily while the date stays. */
export async function fetchSnapshot(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, ecfr, now } = deps;
  const { upToDateAsOf: asOf, processing } = await ecfr.title15(signal);
  if (processing) {
    throw new PipelineError("fetch/unreachable", "the eCFR is processing title 15 at the moment", {
      hint: "it is asked again by itself",
      retryable: true,
    });
  }
  if (lastTrustedCheck(store.db, "ecfr")?.dataAsOf === asOf && isReadLately(deps)) {
    return { trusted: true, dataAsOf: asOf, detail: `unchanged since ${asOf}` };
  }
  if (waitsForRules(deps, asOf)) {
    const detail = `${asOf} waits for the rules up to that day`;
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const bytes = await ecfr.part744(asOf, signal);
  const said = { trusted: true, dataAsOf: asOf, answer: bytes };
  const newest = newestSnapshot(store.db);
  if (newest !== undefined && holdsBytes(newest, bytes) && isTaken(newest.state)) {
    return { ...said, detail: `the text of ${newest.asOf} is still in force` };
  }
  const { id } = await store.write((tx) =>
    putDocument(tx, { kind: "snapshot", bytes, source: "ecfr", url: null, asOf }, now()),
  );
  deps.onBoundary?.(`fetch stored ${id}`);
  return { ...said, detail: `new snapshot of ${asOf}` };
}

function isReadLately({ store, now }: Deps): boolean {
  const read = lastAnsweredCheck(store.db, "ecfr")?.time;
  if (read === undefined) return false;
  const ageMs = now().getTime() - Date.parse(read);
  // A read in the future was recorded by a wrong clock.
  return ageMs >= 0 && ageMs < READ_AGAIN_MS;
}

/** A snapshot that was held back or could not be read does not count. */
function isTaken(state: string): boolean {
  return state === "applied" || state === "fetched" || state === "read";
}

/**
 * Compared before its rules, a snapshot would report their changes without reasons and dates, so it waits for them. It does not
 * wait for ever: without the rules, the snapshot is the only source.
 */
function waitsForRules({ store: { db }, now }: Deps, asOf: string): boolean {
  if (baselineDate(db, "EL") === null) return false;
  const trusted = lastTrustedCheck(db, "federal-register");
  const said = trusted?.dataAsOf ?? null;
  // A day in the future was recorded by a wrong clock: which rules were there to find is unknown.
  const upTo = said !== null && said > toDay(now()) ? null : said;
  if (upTo !== null && upTo >= asOf) return false;
  if (upTo !== null && !isStale("federal-register", trusted?.time ?? null, now())) {
    return daysBetween(upTo, toDay(now())) <= DAYS_FOR_A_TEXT;
  }
  const last = lastNotice(db, "federal-register");
  if (last?.type !== "source.stale") return true;
  const since = new Date(last.time);
  return (
    !isInFuture(since, now()) && now().getTime() - since.getTime() <= DAYS_FOR_THE_RULES * DAY_MS
  );
}
