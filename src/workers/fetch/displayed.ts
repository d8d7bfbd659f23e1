/** Polls the public-inspection list for rules that were displayed, changed, withdrawn or removed. */

import { openDisplays } from "../../db/documents/displays.ts";
import { baselineDate } from "../../db/list/list.ts";
import { type Check, lastTrustedCheck, type SourceCheck } from "../../db/log/source-checks.ts";
import { doubtStamp, listDay } from "../../model/clock/list-stamp.ts";
import { describeError, type PipelineError } from "../../model/errors.ts";
import type { Deps } from "../step.ts";
import { type Copies, createCopyFetcher } from "./displayed-copies.ts";
import { readNote } from "./displayed-notes.ts";
import { settleMissing } from "./missing-display.ts";
import { checkFaults } from "./rule-texts.ts";

const AGAIN_MS = 15 * 60_000;

export async function fetchDisplayed(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, publicInspection, now } = deps;
  if (baselineDate(store.db, "EL") === null) {
    const detail = "waits for the first snapshot of the eCFR";
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const shown = await publicInspection.current(signal);
  const { body: answer, updatedAt: dataAsOf, scheduledDays } = shown;
  const last = lastTrustedCheck(store.db, "public-inspection");
  const doubt = doubtStamp(dataAsOf, last?.dataAsOf ?? null, now(), scheduledDays);
  const unbelieved = { trusted: false, dataAsOf: null, evidence: answer };
  if (doubt?.isOld) return { ...unbelieved, detail: doubt.why };
  const day = listDay(dataAsOf, now());
  const known = openDisplays(store.db);
  const fetcher = createCopyFetcher(isTurn(last, now()), deps, signal);
  const copies: Copies[] = [];
  for (const document of shown.rules) {
    const was = known.get(document.document_number);
    if (await readNote(document, was, day, deps)) copies.push(await fetcher.fetch(document, was));
  }
  const { detail, faults, lacking } = sumUp(shown.rules.length, copies);
  const failed = checkFaults([...shown.faults, ...faults], detail);
  if (failed !== null) return failed;
  if (doubt !== null) return { ...unbelieved, detail: `${detail}; ${doubt.why}` };
  const listed = new Set(shown.rules.map(({ document_number: number }) => number));
  for (const display of known.values()) {
    if (!listed.has(display.documentNumber)) await settleMissing(display, day, deps, signal);
  }
  // A rejected answer about one copy is stored; the list itself is trusted.
  const evidence = lacking?.evidence ?? null;
  return { trusted: true, dataAsOf, detail, answer, ...(evidence === null ? {} : { evidence }) };
}

/** A copy may be replaced under its old stamp, or arrive damaged, so all copies are fetched again every 15 minutes. */
function isTurn(last: Pick<SourceCheck, "time"> | undefined, now: Date): boolean {
  const turnOf = (ms: number) => Math.floor(ms / AGAIN_MS);
  return last !== undefined && turnOf(Date.parse(last.time)) !== turnOf(now.getTime());
}

interface Sum {
  readonly detail: string;
  /** For rules without any copy: the check of the source failed. */
  readonly faults: readonly PipelineError[];
  /** The first failure for a rule whose other copy was fetched. */
  readonly lacking: PipelineError | undefined;
}

function sumUp(rules: number, copies: readonly Copies[]): Sum {
  const stored = copies.reduce((sum, one) => sum + one.stored, 0);
  const faults = copies.flatMap((one) => (one.isRead ? [] : one.faults));
  const lacking = copies.flatMap((one) => (one.isRead ? one.faults : []));
  const [first] = lacking;
  const late =
    first === undefined ? "" : `; ${lacking.length} copies not fetched: ${describeError(first)}`;
  const detail = `${rules} rules of BIS on display, ${stored} new copies${late}`;
  return { detail, faults, lacking: first };
}
