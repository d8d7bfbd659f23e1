/** The service on a clock that ran ahead and was put right, under faketime: https://github.com/wolfcw/libfaketime */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import { readSources } from "../../../src/db/read-status.ts";
import { openStoreToRead } from "../../../src/db/store/open-store.ts";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { toDay } from "../../../src/model/clock/day.ts";
import { isEntityEvent } from "../../../src/model/events/event.ts";
import { findProgram } from "../../support/find-program.ts";
import { canBeProcessOne, NO_NAMESPACES } from "../../support/process-one.ts";
import { startBelow } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";
import { until } from "../../support/until.ts";

const FAKETIME = findProgram(["faketime"]);
const NO_FAKETIME = "this machine has no faketime (Debian's package faketime)";
const TWO_MINUTES_MS = 120_000;

/** A host name of its own, which nobody outside sees. */
const RENAMED = ["unshare", "--uts"] as const;
/** Its processes see no other process, as on another machine or in another container. */
const APART = [...RENAMED, "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"] as const;

/**
 * The variables by which faketime moves the clock of a program. Run by faketime itself, the service would be its child
 * and outlive a kill.
 */
function onClock(offset: string): Record<string, string> {
  const { stdout } = spawnSync(FAKETIME ?? "", ["-f", offset, "env"], { encoding: "utf8" });
  const [, preload = ""] = /^LD_PRELOAD=(.*)$/m.exec(stdout) ?? [];
  return { LD_PRELOAD: preload, FAKETIME: offset };
}

function underHostname(name: string, unshare: readonly string[]): string[] {
  return [...unshare, "sh", "-c", `hostname ${name} && exec "$@"`, "sh"];
}

function canBeRenamed(): boolean {
  const [program = "", ...args] = [...underHostname("renamed", RENAMED), "hostname"];
  return spawnSync(program, args, { encoding: "utf8" }).stdout === "renamed\n";
}

const today = toDay(new Date());
const ruleOf = (documentNumber: string, name: string, citation: string) =>
  makeRuleFacts({
    ...{ documentNumber, citation, publicationDate: today, effectiveOn: today },
    added: [addedRow(name)],
  });
const GAMMA = ruleOf("2025-00001", "Gamma", "90 FR 14035");
const DELTA = ruleOf("2025-00002", "Delta", "90 FR 14039");
const WORLD = { rows: [makeRow("Alpha")], rules: [GAMMA], date: today };

describe("killed on a clock two days ahead, the service", () => {
  beforeEach(({ skip }) => {
    skip(FAKETIME === null, NO_FAKETIME);
    skip(!canBeProcessOne() || !canBeRenamed(), NO_NAMESPACES);
  });

  test.each([
    ["started again under another host name", RENAMED],
    ["started again on another machine", APART],
  ] as const)(
    "%s writes within two minutes",
    async (_how, unshare) => {
      await using server = await startReplayServer((url) => smallWorld(WORLD, url));
      const data = join(scratchFolder(), "data");
      const start = (before: readonly string[], env: Record<string, string> = {}) => {
        const service = startBelow(before, ["serve", "--data", data], {
          env: { ...replayEnv(server.url), ...env },
        });
        onTestFinished(() => void service.child.kill("SIGKILL"));
        return service;
      };
      const added = (): (string | undefined)[] => {
        using store = openStoreToRead(data);
        const events = readEvents(store.db, { after: 0, types: ["entity.added"] });
        return events.map((event) => (isEntityEvent(event) ? event.data.after?.name : undefined));
      };

      const ahead = start([], onClock("+2d"));
      const says = (text: string) => ahead.output().stderr.includes(text);
      await until("the service starts", () => says('"serve.started"'), TWO_MINUTES_MS);
      await until("the first rule is read", () => added().length === 1, TWO_MINUTES_MS);
      ahead.child.kill("SIGKILL");
      await ahead.finished;

      server.world = smallWorld({ ...WORLD, rules: [GAMMA, DELTA] }, server.url);
      const successor = start(underHostname("another", unshare));
      await until("the second rule is read", () => added().length === 2, TWO_MINUTES_MS);
      expect(added()).toEqual(["Gamma", "Delta"]);
      expect(successor.child.exitCode).toBeNull();
      const isFresh = () => {
        using store = openStoreToRead(data);
        // The eCFR may wait for the rules, and is then asked again on its schedule.
        const asked = readSources(store.db, new Date()).filter(({ source }) => source !== "ecfr");
        return asked.every(({ stale }) => !stale);
      };
      await until("the rules' sources are fresh by the right clock", isFresh, TWO_MINUTES_MS);
    },
    4 * TWO_MINUTES_MS,
  );
});
