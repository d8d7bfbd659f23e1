/** `live-check`: tries once, politely, what is held of the live services and was never seen. */

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
  /** The live services are asked once a second. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs">;
}

interface Tried {
  readonly claim: string;
  readonly outcome: "holds" | "does not hold" | "could not be tried";
  readonly seen: string;
  /** Why the service is right all the same; null where it holds. */
  readonly otherwise: string | null;
}

/** It stores nothing that a signal could leave half done: one ends the process as it would any other. */
const NEVER = new AbortController().signal;

/** 0 where every claim was tried, however it fell; 75 where some could not be. */
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
  io.err(`asks ${places.federalRegister} and ${places.ecfr}, once a second at most`);
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
      // A refusal is an answer as well.
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
  return otherwise === null ? line : `${line}. If not: ${otherwise}`;
}
