/** Refuses start dates for which there is no history. */

import { PipelineError } from "../../model/errors.ts";
import { ECFR_HISTORY_BEGINS } from "../../sources/ecfr.ts";

/** @throws PipelineError input/usage */
export function refuseStart(from: string, today: string): void {
  const hint = `choose a day from ${ECFR_HISTORY_BEGINS} to ${today}`;
  if (from < ECFR_HISTORY_BEGINS) {
    const why = `the eCFR's history begins on ${ECFR_HISTORY_BEGINS}, and --from ${from} is before it`;
    throw new PipelineError("input/usage", why, { hint });
  }
  if (from > today) {
    throw new PipelineError("input/usage", `--from ${from} is in the future`, { hint });
  }
}

/**
 * Changes after the list's date are news, which come from the rules.
 * @throws PipelineError input/usage
 */
export function refuseBehind(from: string, listAsOf: string): void {
  if (from <= listAsOf) return;
  const why = `the list is stored as of ${listAsOf}, and --from ${from} is later`;
  throw new PipelineError("input/usage", why, {
    hint: "`entitywire sync` and `serve` fetch newer changes",
  });
}
