/** `live-check`: checks our assumptions about the live services that no one has tried yet. */

import type { Config } from "../config.ts";
import { toDay } from "../model/clock/day.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import type { Expected } from "../sources/answer-content.ts";
import { createHttp, type Http, type HttpOptions } from "../sources/http.ts";
import { version } from "../version.ts";
import type { Ask, Claim, Heard, Places } from "./live-check/claim.ts";
import { claims } from "./live-check/claims.ts";
import { EXIT } from "./terminal/exit-code.ts";
import { barFor, type Io } from "./terminal/io.ts";

export interface LiveCheckOptions {
  readonly json: boolean;
  /** Overrides the request interval, which is one second for the live services. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs">;
}

interface Tried {
  readonly claim: string;
  readonly outcome: "holds" | "does not hold" | "could not be tried";
  readonly seen: string;
  /** Why the service works all the same; null where the claim holds. */
  readonly otherwise: string | null;
}

/** Nothing is stored, so a signal may simply end the process. */
const NEVER = new AbortController().signal;

/** Returns 0 if every claim was tried, whatever the results; 75 if some could not be. */
export async function runLiveCheck(
  io: Io,
  { federalRegisterUrl, publicInspectionUrl, ecfrUrl, contact }: Config,
  { json, upstream }: LiveCheckOptions,
): Promise<number> {
  const userAgent = `entitywire/${version()} (${contact})`;
  await using http = createHttp({ userAgent, ...upstream });
  const places = {
    federalRegister: federalRegisterUrl,
    publicInspection: publicInspectionUrl,
    ecfr: ecfrUrl,
    today: toDay(new Date()),
  };
  io.err(`sends requests to ${places.federalRegister} and ${places.ecfr}, at most one a second`);
  const ask = askOnce(http);
  let untried = 0;
  using bar = barFor(io);
  bar.begin(0, claims.length);
  for (const claim of claims) {
    const tried = await tryClaim(claim, ask, places);
    if (tried.outcome === "could not be tried") untried += 1;
    io.out(json ? JSON.stringify(tried) : describe(tried));
    bar.step(tried.outcome);
  }
  return untried === 0 ? EXIT.ok : EXIT.tempFail;
}

function askOnce(http: Http): Ask {
  const asked = new Map<string, Promise<Heard>>();
  const get = async (url: string, expected: Expected): Promise<Heard> => {
    try {
      const answer = await http.get(url, expected, NEVER);
      const { status, headers } = answer;
      return { status, headers, json: expected === "json" ? answer.json() : null };
    } catch (error) {
      // An error status is also an answer.
      if (!(error instanceof PipelineError) || error.code !== "fetch/status") throw error;
      return { status: Number(error.context["status"]), headers: {}, json: null };
    }
  };
  return (url, expected = "json") => {
    const heard = asked.get(url) ?? get(url, expected);
    asked.set(url, heard);
    return heard;
  };
}

async function tryClaim(claim: Claim, ask: Ask, places: Places): Promise<Tried> {
  const { words, otherwise } = claim;
  try {
    const { holds, seen } = await claim.try(ask, places);
    if (holds) return { claim: words, outcome: "holds", seen, otherwise: null };
    return { claim: words, outcome: "does not hold", seen, otherwise };
  } catch (error) {
    return { claim: words, outcome: "could not be tried", seen: describeError(error), otherwise };
  }
}

function describe({ claim, outcome, seen, otherwise }: Tried): string {
  const line = `${outcome.padEnd("could not be tried".length)}  ${claim}: ${seen}`;
  return otherwise === null ? line : `${line}. Otherwise: ${otherwise}`;
}
