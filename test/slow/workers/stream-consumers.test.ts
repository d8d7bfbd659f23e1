/** Followers of the stream miss nothing, however often they are killed; the programs are those in docs/consumers.md. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { seededRandom } from "../../support/random.ts";
import { SEED } from "../../support/seeded.ts";
import { appendMade, openStreamHouse, STREAM_KEY } from "../../support/stream-house.ts";
import { until } from "../../support/until.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const EVENTS = Number(process.env["ENTITYWIRE_STREAM_EVENTS"] ?? 10_000);
const AT_ONCE = 250;
/** Turns between two kills. */
const KILL_EVERY = 3;

/** As in the guide, except that a consumer counts as dead after a third of a second instead of a minute. */
function program(name: string): string {
  const readme = readFileSync(join(ROOT, "docs/consumers.md"), "utf8");
  const [, code] =
    new RegExp(`<!-- ${name} -->\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (code === undefined) throw new Error(`docs/consumers.md shows no ${name}`);
  return code.replace("60_000", "300");
}

const WHO = ["one", "two", "reader"] as const;
type Who = (typeof WHO)[number];

test(`${EVENTS} events pass, seed ${SEED}: two consumers of a group and a separate reader, killed at random, see each`, async () => {
  const { redis, store, publish } = await openStreamHouse(2 * EVENTS);
  const random = seededRandom(SEED);
  const seen: Record<Who, string[]> = { one: [], two: [], reader: [] };
  const running = new Map<Who, ChildProcess>();
  const start = (who: Who): void => {
    // The reader remembers the last event it handled, as its own store would.
    const last = seen.reader.at(-1)?.replace("event_", "") ?? null;
    const env = { REDIS_URL: redis.url, CONSUMER: who, LAST: last === null ? "0" : `${last}-0` };
    const code = program(who === "reader" ? "reader" : "consumer");
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      seen[who].push(...lines.map((line) => JSON.parse(line).id));
    });
    running.set(who, child);
  };
  const kill = async (who: Who): Promise<void> => {
    const child = running.get(who);
    running.delete(who);
    child?.kill("SIGKILL");
    if (child !== undefined) await once(child, "close");
  };
  onTestFinished(async () => void (await Promise.all(WHO.map(kill))));

  for (const who of WHO) start(who);
  let deaths = 0;
  for (let at = 1; at <= EVENTS; at += AT_ONCE) {
    appendMade(store, at, Math.min(at + AT_ONCE - 1, EVENTS));
    await publish();
    await sleep(random() * 150);
    if (((at - 1) / AT_ONCE) % KILL_EVERY !== KILL_EVERY - 1) continue;
    const victim = WHO[Math.floor(random() * WHO.length)] as Who;
    await kill(victim);
    await sleep(random() * 400);
    start(victim);
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(Math.floor(EVENTS / AT_ONCE / KILL_EVERY) - 2);
  const all = Array.from({ length: EVENTS }, (_, at) => `event_${at + 1}`);
  const group = () => [...seen.one, ...seen.two];
  await until("the group has seen all", () => new Set(group()).size === EVENTS, 60_000);
  await until("the reader has seen all", () => seen.reader.length >= EVENTS, 60_000);
  // At least once: duplicates are recognized by id.
  expect(new Set(group())).toEqual(new Set(all));
  expect(group().length - EVENTS).toBeLessThan(20 * (deaths + 1));
  // In order, without a gap.
  expect(seen.reader).toEqual(all);
  await until("nothing is left unacknowledged", async () => {
    const [pending] = (await redis.client.xpending(STREAM_KEY, "screening")) as [number];
    return pending === 0;
  });
}, 180_000);
