/** A receiver in a thread of its own, which answers also while the caller's thread is blocked. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface AnsweringThread extends AsyncDisposable {
  readonly url: string;
  /** Requests read so far. */
  received(): number;
  /** Requests beyond this number wait for their answer. */
  allow(requests: number): void;
  /** Blocks this thread until so many requests have been answered. */
  blockUntilAnswered(requests: number): void;
}

const [RECEIVED, ALLOWED, ANSWERED] = [0, 1, 2];
const SCRIPT = `
  const { createServer } = require("node:http");
  const { parentPort, workerData } = require("node:worker_threads");
  const counts = new Int32Array(workerData);
  const add = (at) => {
    Atomics.add(counts, at, 1);
    Atomics.notify(counts, at);
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      add(${RECEIVED});
      let allowed;
      while ((allowed = Atomics.load(counts, ${ALLOWED})) < Atomics.load(counts, ${RECEIVED}))
        Atomics.wait(counts, ${ALLOWED}, allowed);
      response.on("finish", () => add(${ANSWERED}));
      response.writeHead(204).end();
    });
  });
  server.keepAliveTimeout = 60000;
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;
const PATIENCE_MS = 10_000;

export async function openAnsweringThread(): Promise<AnsweringThread> {
  const counts = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(SCRIPT, { eval: true, workerData: counts.buffer });
  const [port] = (await once(worker, "message")) as [number];
  const allow = (requests: number): void => {
    Atomics.store(counts, ALLOWED, requests);
    Atomics.notify(counts, ALLOWED);
  };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received: () => Atomics.load(counts, RECEIVED),
    allow,
    blockUntilAnswered: (requests) => {
      for (;;) {
        const answered = Atomics.load(counts, ANSWERED);
        if (answered >= requests) return;
        const result = Atomics.wait(counts, ANSWERED, answered, PATIENCE_MS);
        if (result === "timed-out") throw new Error("the receiver answered no request");
      }
    },
    [Symbol.asyncDispose]: async () => {
      allow(2 ** 31 - 1);
      await worker.terminate();
    },
  };
}
