/** Each source: whether its name resolves, whether it answers, and whether its clock and ours agree. */

import { lookup } from "node:dns/promises";
import type { Config } from "../../config.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { Answer, Http } from "../../sources/http.ts";
import { type Finding, fails, well } from "./finding.ts";

/** Deadlines of display are minutes: more than this and what is told of them is wrong. */
const MOST_SKEW_MS = 60_000;
const NEVER = new AbortController().signal;

export async function examineSources(
  {
    federalRegisterUrl,
    publicInspectionUrl,
    ecfrUrl,
  }: Pick<Config, "federalRegisterUrl" | "publicInspectionUrl" | "ecfrUrl">,
  http: Http,
  now: () => Date,
): Promise<Finding[]> {
  const asked: Record<string, string> = {
    "public inspection": `${federalRegisterUrl}/public-inspection-documents/current.json?per_page=1&fields[]=document_number`,
    "Federal Register": `${federalRegisterUrl}/documents.json?per_page=1&fields[]=document_number`,
    eCFR: `${ecfrUrl}/versioner/v1/titles.json`,
  };
  const findings: Finding[] = [];
  for (const [source, url] of Object.entries(asked)) {
    findings.push(...(await examineSource(source, url, http, now)));
  }
  findings.push(await examinePdfHost(publicInspectionUrl, http));
  return findings;
}

/** Its host may be shut off where the others are not. It has no page that is always there: a refusal is an answer. */
async function examinePdfHost(url: string, http: Http): Promise<Finding> {
  const subject = "PDFs on display";
  const { host } = new URL(url);
  try {
    await http.get(url, "pdf", NEVER);
  } catch (error) {
    const isAnswer =
      error instanceof PipelineError &&
      (error.code === "fetch/status" || error.code === "fetch/untrusted");
    if (!isAnswer)
      return fails(subject, describeError(error), `see that this machine reaches ${host}`);
  }
  return well(subject, `${host} answers`);
}

async function examineSource(
  source: string,
  url: string,
  http: Http,
  now: () => Date,
): Promise<Finding[]> {
  const { hostname } = new URL(url);
  // An address in brackets is one of IPv6.
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  try {
    await lookup(host);
  } catch (error) {
    return [fails(source, describeError(error), `see that this machine resolves ${host}`)];
  }
  try {
    const answer = await http.get(url, "json", NEVER);
    return [well(source, `${host} answers`), ...examineClock(source, answer, now())];
  } catch (error) {
    return [fails(source, describeError(error), `see that this machine reaches ${host}`)];
  }
}

/** A cache adds how old its answer is (RFC 9111 §5.1). */
function examineClock(source: string, { headers }: Answer, now: Date): Finding[] {
  const said = Date.parse(String(headers["date"] ?? ""));
  if (Number.isNaN(said)) return [];
  const age = Number(headers["age"] ?? 0) || 0;
  const skewMs = now.getTime() - said - age * 1000;
  const seen = `${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs < 0 ? "behind" : "ahead of"} ${source}`;
  return Math.abs(skewMs) > MOST_SKEW_MS
    ? [fails("clock", seen, "set this machine's clock: systemctl enable --now systemd-timesyncd")]
    : [well("clock", seen)];
}
