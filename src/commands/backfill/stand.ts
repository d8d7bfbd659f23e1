/** Describes the progress of a walk, and the errors it ends with. */

import { PipelineError } from "../../model/errors.ts";
import type { WalkedDay } from "../../workers/fetch/walk-history.ts";

/** Progress over the days from the first to the last one to fetch. */
export interface Stand {
  readonly days: readonly string[];
  /** Days whose text was stored before the walk began. */
  readonly held: number;
  readonly walked: readonly WalkedDay[];
  /** Texts of these days that are quarantined. */
  readonly heldBack: number;
}

const SHOWN_DAYS = 5;

/** The summary line at the end. */
export function describeWalk({ days, held, walked, heldBack }: Stand): string {
  const count = (outcome: WalkedDay["outcome"]) =>
    walked.filter((day) => day.outcome === outcome).length;
  const refused = count("refused");
  return [
    `checked ${days.length} dates from ${days[0]} to ${days.at(-1)}: ${count("new")} new texts`,
    `${held} already stored`,
    `${count("unchanged")} unchanged from the date before`,
    ...(refused > 0 ? [`${refused} not available`] : []),
    ...(heldBack > 0 ? [`${heldBack} quarantined (see \`entitywire status\`)`] : []),
  ].join(", ");
}

/** Describes a walk that ended early. */
export function describeStop({ days, held, walked }: Stand): string {
  if (days.length === 0) return "no date was fetched yet: run the same command to start again";
  const got = held + walked.filter(({ outcome }) => outcome !== "refused").length;
  return `${got} of ${days.length} dates are stored: run the same command to continue`;
}

/** Adds the hint to run the command again to a fetch error. Other errors pass unchanged. */
export function stoppedBy(error: unknown, stand: Stand): unknown {
  if (!(error instanceof PipelineError) || !error.code.startsWith("fetch/")) return error;
  // Only this hint applies here: the other hints speak of the service, which retries by itself.
  const own = error.code === "fetch/interstitial" ? `${error.hint}; ` : "";
  return new PipelineError(error.code, error.message, {
    hint: `${own}${describeStop(stand)}`,
    retryable: error.retryable,
    cause: error,
    context: error.context,
  });
}

/** Null where the text of every day arrived. */
export function missingDays({ walked }: Stand): PipelineError | null {
  const days = walked.filter(({ outcome }) => outcome === "refused").map(({ day }) => day);
  if (days.length === 0) return null;
  const more = days.length > SHOWN_DAYS ? ` and ${days.length - SHOWN_DAYS} more` : "";
  const named = `${days.slice(0, SHOWN_DAYS).join(", ")}${more}`;
  return new PipelineError("fetch/untrusted", `the eCFR did not give the text of ${named}`, {
    hint: "run the same command to fetch only these; the lines above show each failure",
    retryable: true,
  });
}
