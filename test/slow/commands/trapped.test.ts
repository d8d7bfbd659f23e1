/** A rule that traps its parser: the service stays healthy, stops when told to, and starts without it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { heldBackDocuments } from "../../../src/db/documents/documents.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { openStoreToRead } from "../../../src/db/store/open-store.ts";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { toDay } from "../../../src/model/clock/day.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";
import { until } from "../../support/until.ts";

const SERVICE = fileURLToPath(new URL("../../support/trapped-service.ts", import.meta.url));
const today = toDay(new Date());
const published = { publicationDate: today, effectiveOn: today };
const TRAP = makeRuleFacts({
  ...published,
  documentNumber: "2025-00001",
  title: "loop in parse",
  added: [addedRow("Gamma")],
});
const NEXT = makeRuleFacts({
  ...published,
  documentNumber: "2025-00002",
  citation: "90 FR 14036",
  added: [addedRow("Delta")],
});
const WORLD = { rows: [makeRow("Alpha")], rules: [TRAP, NEXT], date: today };

function startTrapped(dataDir: string, env: Record<string, string>, limits: object) {
  const child = spawn(process.execPath, [SERVICE, dataDir, JSON.stringify(limits)], {
    env: {
      ...process.env,
      ...env,
      ...{ ENTITYWIRE_OPERATIONS_PORT: "0", ENTITYWIRE_API_PORT: "0" },
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  const hear = (chunk: Buffer): void => {
    said += chunk;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const url = () =>
    until("an operations port", () => /"operations":"([^"]+)"/.exec(said)?.[1] ?? null);
  return { child, url, ended: once(child, "close"), said: () => said };
}

test("a trap in a document stops neither health nor a signal nor the next start", async () => {
  const server = await startReplayServer((url) => smallWorld(WORLD, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const dataDir = join(scratchFolder(), "data");
  const env = replayEnv(server.url);

  const first = startTrapped(dataDir, env, { slowAfterMs: 500 });
  const url = await first.url();
  await until("the trap", () => existsSync(join(dataDir, "slow-document.json")));
  for (let asked = 0; asked < 50; asked += 1) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await sleep(20);
  }
  first.child.kill("SIGTERM");
  await first.ended;
  expect(first.said()).toContain("ended by SIGTERM");

  const second = startTrapped(dataDir, env, { timeoutMs: 20_000 });
  using store = openStoreToRead(dataDir);
  const listed = () => currentEntries(store.db).map(({ entry }) => entry.name);
  await until("the next rule", () => listed().includes("Delta")).catch((error) => {
    throw new Error(second.said(), { cause: error });
  });
  expect(listed()).not.toContain("Gamma");
  expect((await fetch(`${await second.url()}/healthz`)).status).toBe(200);
  expect(heldBackDocuments(store.db)).toMatchObject([
    { state: "failed", note: expect.stringContaining("slow since") },
  ]);
  second.child.kill("SIGTERM");
  await second.ended;
  expect(second.said()).toContain("ended by SIGTERM");
}, 180_000);
