/** `doctor`: checks that this machine meets the needs of the service, and says how to fix problems. It changes nothing. */

import type { Config } from "../config.ts";
import { createHttp, type HttpOptions } from "../sources/http.ts";
import { version } from "../version.ts";
import { examineFolder } from "./doctor/examine-folder.ts";
import { examineMachine } from "./doctor/examine-machine.ts";
import { examineRedis } from "./doctor/examine-redis.ts";
import { examineSources } from "./doctor/examine-sources.ts";
import type { Finding } from "./doctor/finding.ts";
import { EXIT } from "./terminal/exit-code.ts";
import { type Io, screenFor } from "./terminal/io.ts";
import type { Screen } from "./terminal/screen.ts";

export interface DoctorOptions {
  readonly json: boolean;
  readonly now?: () => Date;
  /** Overrides the request interval, which is one second for the live services. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs">;
}

/** Returns 0 if all is well, 75 if a check fails. */
export async function runDoctor(
  io: Io,
  config: Config,
  dataDir: string,
  { json, now = () => new Date(), upstream }: DoctorOptions,
): Promise<number> {
  await using http = createHttp({
    userAgent: `entitywire/${version()} (${config.contact})`,
    ...upstream,
  });
  const findings = [
    ...examineMachine(),
    ...examineFolder(dataDir),
    ...(await examineRedis(config.redis)),
    ...(await examineSources(config, http, now)),
  ];
  for (const line of json
    ? findings.map((one) => JSON.stringify(one))
    : describe(findings, screenFor(io))) {
    io.out(line);
  }
  return findings.every(({ remedy }) => remedy === null) ? EXIT.ok : EXIT.tempFail;
}

/** One line a finding. Lines are not truncated, because the remedy must be readable. */
function describe(findings: readonly Finding[], { paint }: Screen): string[] {
  const subjects = Math.max(...findings.map(({ subject }) => subject.length));
  return findings.map(({ subject, seen, remedy }) => {
    const [mark, text] =
      remedy === null
        ? [paint("green", "well "), seen]
        : [paint("red", "FAIL "), `${seen}; ${remedy}`];
    return `${mark}  ${subject.padEnd(subjects)}  ${text}`;
  });
}
