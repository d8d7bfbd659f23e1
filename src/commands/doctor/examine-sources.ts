/** Checks each source: its name resolves, it answers, and its clock agrees with ours. */

import { lookup } from "node:dns/promises";
import type { Config } from "../../config.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { Answer, Http } from "../../sources/http.ts";
import { type Finding, fails, well } from "./finding.ts";

/** Public inspection deadlines are minutes, so a larger skew makes reported times wrong. */
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

/** A firewall may block this host and not the others. It has no page that always exists, so an error status also counts as an answer. */
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
      return fails(subject, describeError(error), `make sure that this machine can reach ${host}`);
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
  // IPv6 addresses are in brackets.
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  try {
    await lookup(host);
  } catch (error) {
    return [fails(source, describeError(error), `make sure that this machine can resolve ${host}`)];
  }
  try {
    const answer = await http.get(url, "json", NEVER);
    return [well(source, `${host} answers`), ...examineClock(source, answer, now())];
  } catch (error) {
    return [fails(source, describeError(error), `make sure that this machine can reach ${host}`)];
  }
}

/** A cached answer carries its age (RFC 9111 §5.1). */
function examineClock(source: string, { headers }: Answer, now: Date): Finding[] {
  const sent = Date.parse(String(headers["date"] ?? ""));
  if (Number.isNaN(sent)) return [];
  const age = Number(headers["age"] ?? 0) || 0;
  const skewMs = now.getTime() - sent - age * 1000;
  const seen = `${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs < 0 ? "behind" : "ahead of"} ${source}`;
  return Math.abs(skewMs) > MOST_SKEW_MS
    ? [fails("clock", seen, "set this machine's clock: systemctl enable --now systemd-timesyncd")]
    : [well("clock", seen)];
}
