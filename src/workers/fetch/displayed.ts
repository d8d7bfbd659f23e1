/** Asks the list of public inspection for rules that went on display, were changed, withdrawn, or are gone. */

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
    if (readNote(document, was, day, deps)) copies.push(await fetcher.fetch(document, was));
  }
  const { detail, faults, lacking } = sumUp(shown.rules.length, copies);
  const unheard = checkFaults([...shown.faults, ...faults], detail);
  if (unheard !== null) return unheard;
  if (doubt !== null) return { ...unbelieved, detail: `${detail}; ${doubt.why}` };
  const listed = new Set(shown.rules.map(({ document_number: number }) => number));
  for (const display of known.values()) {
    if (!listed.has(display.documentNumber)) await settleMissing(display, day, deps, signal);
  }
  // The answer about one copy is kept, where it was refused; the list itself is believed.
  const evidence = lacking?.evidence ?? null;
  return { trusted: true, dataAsOf, detail, answer, ...(evidence === null ? {} : { evidence }) };
}

/** A copy may be replaced under its old stamp, or have come damaged: now and then each of them is asked for again. */
function isTurn(last: Pick<SourceCheck, "time"> | undefined, now: Date): boolean {
  const turnOf = (ms: number) => Math.floor(ms / AGAIN_MS);
  return last !== undefined && turnOf(Date.parse(last.time)) !== turnOf(now.getTime());
}

interface Sum {
  readonly detail: string;
  /** About the rules of which neither copy could be had: the source was not heard. */
  readonly faults: readonly PipelineError[];
  /** Why a copy could not be had of a rule whose other copy could. */
  readonly lacking: PipelineError | undefined;
}

function sumUp(rules: number, copies: readonly Copies[]): Sum {
  const stored = copies.reduce((sum, one) => sum + one.stored, 0);
  const faults = copies.flatMap((one) => (one.isRead ? [] : one.faults));
  const lacking = copies.flatMap((one) => (one.isRead ? one.faults : []));
  const [first] = lacking;
  const late =
    first === undefined ? "" : `; ${lacking.length} copies not to be had: ${describeError(first)}`;
  const detail = `${rules} rules of BIS on display, ${stored} new copies${late}`;
  return { detail, faults, lacking: first };
}
