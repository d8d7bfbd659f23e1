/** Reads hostile PDFs as the service does, while an HTTP server in the same process answers; measures what that costs. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { PipelineError } from "../../../src/model/errors.ts";
import { readPrintedRule } from "../../../src/parsers/rule.ts";
import { openPdfThread } from "../../../src/pdf-thread/open-pdf-thread.ts";
import type { MakePdf } from "./raw-pdf.ts";

/** Less than the service allows, so that many PDFs that go on for ever take some minutes. */
const LIMITS = { timeoutMs: 8_000, maxMemoryMb: 384 };
const MEASURE_MS = 50;
const ASK_MS = 20;

export interface Met {
  /** By the error's code; `read` where it was read. */
  readonly outcomes: Map<string, number>;
  /** What is no PipelineError of the parser: a fault of ours. */
  readonly faults: string[];
  readonly answered: number;
  /** The longest delay of the event loop while a PDF was read, in ms: of the PDFs' median, and of the worst of them. */
  readonly delay: { readonly median: number; readonly worst: number };
  /** In MB, of resident memory, from the first PDF on. */
  readonly growth: number;
}

export type NamedPdf = readonly [string, MakePdf];

export async function meetPdfs(pdfs: Iterable<NamedPdf>): Promise<Met> {
  await using thread = openPdfThread({ limits: LIMITS });
  await using server = await openAsked();
  const delays: number[] = [];
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  let [first, peak] = [0, 0];
  const measure = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, MEASURE_MS);
  for (const [name, make] of pdfs) {
    const bytes = await make();
    if (first === 0) {
      first = process.memoryUsage.rss();
      peak = first;
    }
    // One each: making the next PDF is no delay of reading this one.
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const outcome = await thread.open(bytes).then(
      (printed) => attempt(() => readPrintedRule(printed)),
      (error: unknown) => error,
    );
    delay.disable();
    delays.push(delay.max / 1e6);
    const isRefused = outcome instanceof PipelineError && outcome.code.startsWith("parse/");
    if (outcome !== null && !isRefused) faults.push(`${name}: ${String(outcome)}`);
    const kind = isRefused ? outcome.code : outcome === null ? "read" : "fault";
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
  }
  clearInterval(measure);
  delays.sort((one, other) => one - other);
  return {
    ...{ outcomes, faults, answered: server.answered(), growth: (peak - first) / 1e6 },
    delay: { median: delays[Math.floor(delays.length / 2)] ?? 0, worst: delays.at(-1) ?? 0 },
  };
}

/** Null where nothing is thrown. */
function attempt(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

/** A server that is asked all the time; each question must be answered. */
async function openAsked() {
  const server = createServer((_request, response) => response.end("here"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const stop = new AbortController();
  let answered = 0;
  const ask = async () => {
    while (!stop.signal.aborted) {
      const answer = await fetch(url);
      if ((await answer.text()) !== "here") throw new Error("the server answered something else");
      answered += 1;
      await sleep(ASK_MS);
    }
  };
  const asking = ask();
  return {
    answered: () => answered,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await asking;
      server.closeAllConnections();
      server.close();
    },
  };
}
