/** How far a walk came, in words, and the errors it ends with. */

import { PipelineError } from "../../model/errors.ts";
import type { WalkedDay } from "../../workers/fetch/walk-history.ts";

/** Of the days from the first to the last one to be asked for. */
export interface Stand {
  readonly days: readonly string[];
  /** Held before the walk began. */
  readonly held: number;
  readonly walked: readonly WalkedDay[];
  /** Texts of these days that a guard did not let into history. */
  readonly heldBack: number;
}

const SHOWN_DAYS = 5;

/** The one line at the end. */
export function describeWalk({ days, held, walked, heldBack }: Stand): string {
  const count = (outcome: WalkedDay["outcome"]) =>
    walked.filter((day) => day.outcome === outcome).length;
  const refused = count("refused");
  return [
    `looked at ${days.length} dates from ${days[0]} to ${days.at(-1)}: ${count("new")} new texts`,
    `${held} held already`,
    `${count("unchanged")} unchanged since the date before`,
    ...(refused > 0 ? [`${refused} that could not be had`] : []),
    ...(heldBack > 0 ? [`${heldBack} held back, as \`entitywire status\` says`] : []),
  ].join(", ");
}

/** For a person who sees it end before its time. */
export function describeStop({ days, held, walked }: Stand): string {
  if (days.length === 0) return "nothing was asked for yet: the same command starts again";
  const got = held + walked.filter(({ outcome }) => outcome !== "refused").length;
  return `${got} of ${days.length} dates are held: the same command goes on from there`;
}

/** Where a source ended the walk, what is to be done is to start it again; anything else is told as it is. */
export function stoppedBy(error: unknown, stand: Stand): unknown {
  if (!(error instanceof PipelineError) || !error.code.startsWith("fetch/")) return error;
  // "Asked again by itself" is true of the service only.
  const own = error.code === "fetch/interstitial" ? `${error.hint}; ` : "";
  return new PipelineError(error.code, error.message, {
    hint: `${own}${describeStop(stand)}`,
    retryable: error.retryable,
    cause: error,
    context: error.context,
  });
}

/** Null where each day was had. */
export function missingDays({ walked }: Stand): PipelineError | null {
  const days = walked.filter(({ outcome }) => outcome === "refused").map(({ day }) => day);
  if (days.length === 0) return null;
  const more = days.length > SHOWN_DAYS ? ` and ${days.length - SHOWN_DAYS} more` : "";
  const named = `${days.slice(0, SHOWN_DAYS).join(", ")}${more}`;
  return new PipelineError("fetch/untrusted", `the eCFR did not give the text of ${named}`, {
    hint: "the same command asks for these alone; each refusal is told above",
    retryable: true,
  });
}
