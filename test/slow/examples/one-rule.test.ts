/** What an event does to a copy is one rule, in whatever language: each example ends with the list, in any order of events. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { chance } from "../../support/chance.ts";
import {
  EXAMPLE_PROGRAMS,
  type ExampleProgram,
  missingTools,
} from "../../support/example-programs.ts";
import { listedAfter } from "../../support/listed-after.ts";
import { SEED } from "../../support/seeded.ts";
import { toldLogs } from "../../support/told-worlds.ts";

const WORLDS = Number(process.env["ENTITYWIRE_CONTRACT_RUNS"] ?? 15);
const EXAMPLES = fileURLToPath(new URL("../../../examples/", import.meta.url));

const IN_PYTHON = `
import json, sys
from apply_event import is_listed, statements_of, with_statement
copy = {}
for line in sys.stdin:
    for said in statements_of(json.loads(line)):
        copy[said["entryId"]] = with_statement(copy.get(said["entryId"]), said)
names = ("entryId", "entryVersion", "partyId", "validFrom")
for _, one in sorted(copy.items()):
    if is_listed(one):
        print(json.dumps({**{name: one[name] for name in names}, **one["entry"]}))
`;

const COMMANDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  python: ["python3", "-B", "-c", IN_PYTHON],
  shell: ["jq", "-cn", "-f", `${EXAMPLES}shell/apply-events.jq`],
};
const TWINS = EXAMPLE_PROGRAMS.filter(({ name }) => name in COMMANDS).map(
  (program) => [program.name, program] as [string, ExampleProgram],
);

let told: Promise<LogEvent[][]> | null = null;

test.for(TWINS)(
  "%s ends with the list, in any order of events",
  { timeout: 120_000 },
  async ([name, program], { skip }) => {
    const missing = missingTools(program);
    if (missing.length > 0) skip(`this machine has no ${missing.join(", ")}`);
    const [command, ...args] = COMMANDS[name] ?? [""];
    const { shuffle } = chance(SEED);
    told ??= toldLogs(WORLDS, SEED);
    for (const log of await told) {
      const input = shuffle([...log, ...log])
        .map((event) => `${JSON.stringify(event)}\n`)
        .join("");
      const text = execFileSync(command, args, {
        ...{ input, encoding: "utf8", maxBuffer: 100_000_000, cwd: `${EXAMPLES}python` },
      });
      const lines = text.split("\n").filter((line) => line !== "");
      expect(lines.map((line) => JSON.parse(line))).toEqual(listedAfter(log));
    }
  },
);
