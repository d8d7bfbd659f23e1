/** What it costs to look at the service: on a small store and beside it on one a thousand times as large; a ratio near 1 is flat. */

import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median, quantile } from "./figures.ts";

const CHILD = fileURLToPath(new URL("looking-child.ts", import.meta.url));
const ENTITYWIRE = fileURLToPath(new URL("../bin/entitywire", import.meta.url));
const SIZES = { small: [1_000, 1_000], large: [100_000, 1_000_000] } as const;
type Size = keyof typeof SIZES;
const ROUNDS = 5;
const COMMAND_ROUNDS = 3;
const LOOK_EVERY_MS = 5;

const FEED = "/v1/events?type=rule.withdrawn&limit=10";
/** Path by what it shows; `END` is the last sequence. */
const PATHS = {
  "/status": "operations/status",
  "/metrics": "operations/metrics",
  "/freshz": "operations/freshz",
  "/health": "api/health",
  "delta.json": "api/v1/exports/delta.json",
  "feed of a rare type, from the start": `api${FEED}`,
  "feed of a rare type, the last page": `api${FEED}&after=END`,
} as const;

const COMMANDS = {
  "entitywire status": ["status"],
  "events --type, a rare type": ["events", "--type", "rule.withdrawn"],
} as const;

type Times = Record<string, Record<Size, number>>;

export async function measureLooking(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  const [, [events, deliveries]] = [SIZES.small, SIZES.large];
  console.log(`\nlooking: ${events} events and ${deliveries} deliveries beside a thousand of each`);
  const times: Times = {};
  try {
    for (const size of ["small", "large"] as const) await measure(folder, size, times);
    for (const [what, { small, large }] of Object.entries(times)) {
      const figures = `${large.toFixed(1)} ms beside ${small.toFixed(1)} ms; ratio ${(large / small).toFixed(2)}`;
      console.log(`  ${what.padEnd(40)} ${figures}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, size: Size, times: Times): Promise<void> {
  const dataDir = join(folder, size);
  const [events, deliveries] = SIZES[size];
  const child = fork(CHILD, [dataDir, String(events), String(deliveries)]);
  const put = (what: string, ms: number) => {
    times[what] = { ...(times[what] ?? { small: Number.NaN, large: Number.NaN }), [size]: ms };
  };
  try {
    const [urls] = (await once(child, "message")) as [{ api: string; operations: string }];
    const urlOf = (path: string) =>
      path
        .replace(/^(api|operations)/, (port) => urls[port as keyof typeof urls])
        .replace("END", String(Math.floor(events * 0.99)));
    for (const [what, path] of Object.entries(PATHS)) put(what, await timeOf(urlOf(path)));
    const delta = urlOf("api/v1/exports/delta.json");
    put(
      "/healthz, p99 beside 3 × delta.json",
      await healthBeside(urls.operations, [delta, delta, delta]),
    );
    const old = [0.3, 0.5, 0.7].map((part) => {
      const to = Math.floor(events * part);
      return urlOf(`api/v1/exports/entries.delta.ndjson?from=${to - 50}&to=${to}`);
    });
    put("/healthz, p99 beside 3 old deltas", await healthBeside(urls.operations, old));
    for (const [what, words] of Object.entries(COMMANDS)) {
      put(what, await timeOfCommand([...words, "--data", dataDir]));
    }
  } finally {
    child.kill("SIGKILL");
  }
}

async function timeOf(url: string): Promise<number> {
  const spent: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now();
    await (await fetch(url)).arrayBuffer();
    // The first one opens the connection.
    if (round > 0) spent.push(performance.now() - started);
  }
  return median(spent);
}

async function lastOf(urls: readonly string[]): Promise<number> {
  const started = performance.now();
  await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  return performance.now() - started;
}

/** How long the event loop keeps a liveness check waiting while the requests run. */
async function healthBeside(operations: string, urls: readonly string[]): Promise<number> {
  const waited: number[] = [];
  let isOver = false;
  const requests = lastOf(urls).finally(() => {
    isOver = true;
  });
  while (!isOver || waited.length === 0) {
    const started = performance.now();
    await askAnew(`${operations}/healthz`);
    waited.push(performance.now() - started);
    await sleep(LOOK_EVERY_MS);
  }
  await requests;
  return quantile(waited, 0.99);
}

/** On a connection of its own: a kept one may be closed while the server is blocked. */
async function askAnew(url: string): Promise<void> {
  const [answer] = (await once(get(url, { agent: false }), "response")) as [IncomingMessage];
  await once(answer.resume(), "end");
}

async function timeOfCommand(words: readonly string[]): Promise<number> {
  const spent: number[] = [];
  for (let round = 0; round < COMMAND_ROUNDS; round += 1) {
    const started = performance.now();
    await promisify(execFile)(process.execPath, [ENTITYWIRE, ...words], { maxBuffer: 2 ** 28 });
    spent.push(performance.now() - started);
  }
  return median(spent);
}
