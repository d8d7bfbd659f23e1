/** Delay of the main thread's event loop while whole snapshots are read, compared and replayed, with and without the list thread. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { PipelineOptions } from "../src/commands/open-pipeline.ts";
import { putDocument } from "../src/db/documents/documents.ts";
import { openPusher } from "../src/delivery/pusher.ts";
import { mintSecret } from "../src/delivery/secret.ts";
import { openOnReplay } from "../test/support/open-on-replay.ts";
import { median, quantile } from "./figures.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const WEBHOOKS_A_SECOND = 200;
const NOBODY = "http://127.0.0.1:9";
const GOAL = "goal: p99 below 50 ms, worst below 250 ms";

export async function measureEventLoop(): Promise<void> {
  const { origin } = snapshotToMeasure();
  console.log(
    `\nevent loop: ${origin} and its neighbours read, compared and replayed; ${WEBHOOKS_A_SECOND} webhooks a second`,
  );
  await measureWith("in the main thread", false);
  await measureWith("in the list thread", {});
  console.log(`  ${GOAL}`);
}

async function measureWith(
  title: string,
  listThread: NonNullable<PipelineOptions["listThread"]>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  try {
    await using pipeline = await openOnReplay(NOBODY, {
      ...{ dataDir, listThread, now: () => new Date("2026-08-01T12:00:00Z") },
    });
    const { store, runner } = pipeline;
    await using hooks = await sendWebhooks();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    for (const { asOf, bytes } of snapshots()) {
      const document = { kind: "snapshot", bytes, asOf, source: "import", url: null } as const;
      await store.write((tx) => putDocument(tx, document, new Date("2026-08-01T12:00:00Z")));
      runner.add({ step: "sweep" });
      await runner.drain();
    }
    const seconds = (performance.now() - started) / 1000;
    // A loop that was blocked throughout has recorded nothing yet.
    await sleep(1_000);
    delay.disable();
    const ms = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(1)} ms`;
    console.log(
      `  ${title}: p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, worst ${ms(delay.max)}; ${hooks.describe()}; ${seconds.toFixed(1)} s of work`,
    );
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The newest first, the oldest last, so that history is replayed. */
function snapshots(): { readonly asOf: string; readonly bytes: Uint8Array }[] {
  const folder = join(process.env["ENTITYWIRE_CORPUS"] ?? "../shared/data", "ecfr");
  const { bytes } = snapshotToMeasure();
  const real = ["2026-07-18", "2026-03-25"].flatMap((asOf) => {
    const path = join(folder, `part744-${asOf}.xml.gz`);
    return existsSync(path) ? [{ asOf, bytes: readFileSync(path) }] : [];
  });
  if (real.length === 2) return real;
  return [
    { asOf: "2026-07-18", bytes },
    { asOf: "2026-03-25", bytes },
  ];
}

/** Sends signed events to a receiver in a process of its own, evenly. */
async function sendWebhooks() {
  const sink = fork(new URL("./webhook-sink-child.ts", import.meta.url));
  const [port] = await once(sink, "message");
  const pusher = openPusher();
  const target = {
    url: `http://127.0.0.1:${port}/`,
    secrets: [{ secret: mintSecret(), until: null }],
    reach: "any",
  } as const;
  const body = JSON.stringify({ data: "x".repeat(3_000) });
  const times: number[] = [];
  const stopping = new AbortController();
  let sent = 0;
  const started = performance.now();
  const sending = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * WEBHOOKS_A_SECOND;
    for (; sent < due; sent += 1) {
      const id = `evt_${sent}`;
      pusher.push(target, { id, body }, new Date(), stopping.signal).then(
        ({ durationMs }) => times.push(durationMs),
        () => undefined,
      );
    }
  }, 5);
  return {
    describe: () =>
      `${times.length} webhooks, ${median(times).toFixed(0)} ms median, ${quantile(times, 0.99).toFixed(0)} ms p99, ${Math.max(...times).toFixed(0)} ms worst`,
    [Symbol.asyncDispose]: async () => {
      clearInterval(sending);
      stopping.abort();
      await pusher[Symbol.asyncDispose]();
      sink.disconnect();
    },
  };
}
