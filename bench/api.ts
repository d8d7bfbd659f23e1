/** Reads of the feed beside a bare route with the same bytes, and one event told to a thousand streams; on logs of several lengths. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { median, quantile } from "./figures.ts";

const CHILD = fileURLToPath(new URL("api-child.ts", import.meta.url));
const LOGS = [1_000, 10_000, 100_000];
const PAGE = 100;
const CONNECTIONS = 16;
const ROUND_MS = 1_000;
const ROUNDS = 5;
const STREAMS = 1_000;
const SINGLE_EVENTS = 50;
const BURST = 500;

interface Served {
  readonly child: ChildProcess;
  readonly api: string;
  readonly bare: string;
}

export async function measureApi(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  console.log(`\nthe API: ${CONNECTIONS} connections, the server in a process of its own`);
  try {
    for (const events of LOGS) {
      const child = fork(CHILD, [join(folder, String(events)), String(events)]);
      try {
        const [urls] = await once(child, "message");
        const served: Served = { child, ...urls };
        await measureReads(served, events);
        await measureFanOut(served, events);
      } finally {
        child.kill("SIGKILL");
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReads({ api, bare }: Served, events: number): Promise<void> {
  const pages = Array.from(
    { length: events / PAGE },
    (_, at) => `/v1/events?after=${at * PAGE}&limit=${PAGE}`,
  );
  for (const [what, paths] of [
    [`pages of ${PAGE}, the whole log over and over`, pages],
    ["the head, nothing new", [`/v1/events?after=${events}&limit=${PAGE}`]],
  ] as const) {
    const rates: { own: number; bare: number }[] = [];
    // Once over all, so that both have what they keep.
    for (const url of [api, bare]) await readFor(url, paths, ROUND_MS / 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.push({
        own: await readFor(api, paths, ROUND_MS),
        bare: await readFor(bare, paths, ROUND_MS),
      });
    }
    const [own, other] = [median(rates.map((r) => r.own)), median(rates.map((r) => r.bare))];
    const share = median(rates.map((r) => r.own / r.bare));
    tell(
      events,
      what,
      `${own.toFixed(0)}/s beside ${other.toFixed(0)}/s: ${(share * 100).toFixed(0)} %`,
    );
  }
}

/** Answers a second. */
async function readFor(url: string, paths: readonly string[], ms: number): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const started = performance.now();
  let answers = 0;
  let next = 0;
  const read = async () => {
    while (performance.now() - started < ms) {
      const path = paths[next % paths.length] ?? "";
      next += 1;
      const { statusCode, body } = await pool.request({ path, method: "GET" });
      await body.dump({ limit: 2 ** 30 });
      if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, read));
  const rate = answers / ((performance.now() - started) / 1000);
  await pool.close();
  return rate;
}

async function measureFanOut({ child, api }: Served, events: number): Promise<void> {
  const { port } = new URL(api);
  // Who is told what: the newest sequence of each stream, and when all have one.
  const at = new Map<Socket, number>();
  let wanted = 0;
  let arrived: { readonly times: number[]; readonly all: () => void } | null = null;
  const sockets = await Promise.all(
    Array.from({ length: STREAMS }, async () => {
      const socket = connect(Number(port), "127.0.0.1").setEncoding("latin1");
      let tail = "";
      socket.on("data", (text: string) => {
        tail = (tail + text).slice(-20_000);
        if (wanted === 0 || (at.get(socket) ?? 0) >= wanted || !tail.includes(`\nid: ${wanted}\n`))
          return;
        at.set(socket, wanted);
        arrived?.times.push(performance.now());
        if (arrived?.times.length === STREAMS) arrived.all();
      });
      socket.write(`GET /v1/events/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      await once(socket, "data");
      return socket;
    }),
  );
  const append = async (upTo: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const times: number[] = [];
    arrived = { times, all: resolve };
    wanted = upTo;
    child.send(upTo);
    const [[, committed]] = await Promise.all([
      once(child, "message").then((m) => [m, performance.now()] as const),
      promise,
    ]);
    return { times, committed };
  };

  const [firsts, lasts]: [number[], number[]] = [[], []];
  for (let n = 1; n <= SINGLE_EVENTS; n += 1) {
    const { times, committed } = await append(events + n);
    firsts.push((times[0] ?? 0) - committed);
    lasts.push((times.at(-1) ?? 0) - (times[0] ?? 0));
  }
  tell(
    events,
    `an event to ${STREAMS} streams`,
    `first after ${median(firsts).toFixed(0)} ms, last ${median(lasts).toFixed(0)} ms behind it (p99 ${quantile(lasts, 0.99).toFixed(0)})`,
  );
  const { times, committed } = await append(events + SINGLE_EVENTS + BURST);
  const seconds = ((times.at(-1) ?? 0) - committed) / 1000;
  tell(
    events,
    `${BURST} at once to ${STREAMS} streams`,
    `${((BURST * STREAMS) / seconds).toFixed(0)} events/s`,
  );
  for (const socket of sockets) socket.destroy();
}

function tell(events: number, what: string, figures: string): void {
  console.log(`  ${`log of ${events}: ${what}`.padEnd(62)} ${figures}`);
}
