import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { currentEntries } from "../../../src/db/list/list.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import { openStoreToRead } from "../../../src/db/store/open-store.ts";
import { scratchFolder } from "../../support/scratch.ts";

const CHILD = fileURLToPath(new URL("../../support/demo-child.ts", import.meta.url));
const TWO_AT_A_TIME = 2;
/** Every third boundary in CI, each one in the soak. */
const EVERY = Number(process.env["ENTITYWIRE_KILL_EVERY"] ?? 3);

test(`a demo killed at a step boundary, every ${EVERY}., and started again leaves the same event log`, async () => {
  const scratch = scratchFolder();
  const undisturbed = await runChild(join(scratch, "undisturbed"), 0);
  expect(undisturbed.exit).toEqual({ code: 0, signal: null });
  // Every step of every document, and the writes inside them: fewer means that the hook has come loose.
  expect(undisturbed.boundaries.length).toBeGreaterThan(25);
  for (const step of ["fetch", "parse", "diff", "sweep"]) {
    expect(undisturbed.boundaries.some((name) => name.startsWith(`start ${step}`))).toBe(true);
  }
  const expected = readBack(join(scratch, "undisturbed"));
  expect(expected.log.filter(({ type }) => type === "entity.added")).toHaveLength(82);

  const points = undisturbed.boundaries.map((_, at) => at + 1).filter((at) => at % EVERY === 0);
  const killOne = async (): Promise<void> => {
    for (let point = points.shift(); point !== undefined; point = points.shift()) {
      const where = `killed at ${point}: ${undisturbed.boundaries[point - 1]}`;
      const folder = join(scratch, `killed-${point}`);
      const killed = await runChild(folder, point);
      expect(killed.exit, where).toEqual({ code: null, signal: "SIGKILL" });
      const healed = await runChild(folder, 0);
      expect(healed.exit, where).toEqual({ code: 0, signal: null });
      expect(readBack(folder), where).toEqual(expected);
    }
  };
  await Promise.all(Array.from({ length: TWO_AT_A_TIME }, killOne));
}, 1_800_000);

async function runChild(folder: string, killAt: number) {
  const child = spawn(process.execPath, [CHILD, folder, String(killAt)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [code, signal] = await once(child, "close");
  return { exit: { code, signal }, boundaries: text.trim().split("\n") };
}

function readBack(folder: string) {
  using store = openStoreToRead(folder);
  const log = readEvents(store.db, { after: 0 }).map(({ time: _time, ...event }) => event);
  return { log, entries: currentEntries(store.db) };
}
