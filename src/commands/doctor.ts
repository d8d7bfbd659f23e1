/** `doctor`: whether this machine has what the service needs, and what to do where it has not. It changes nothing. */

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
  /** The live services are asked once a second. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs">;
}

/** 0 where all is well, 75 where something fails. */
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

/** What is seen may be long, and its remedy is to be read whole: it is not cut. */
function describe(findings: readonly Finding[], { paint }: Screen): string[] {
  const subjects = Math.max(...findings.map(({ subject }) => subject.length));
  return findings.map(({ subject, seen, remedy }) => {
    const [mark, said] =
      remedy === null
        ? [paint("green", "well "), seen]
        : [paint("red", "FAIL "), `${seen}; ${remedy}`];
    return `${mark}  ${subject.padEnd(subjects)}  ${said}`;
  });
}
