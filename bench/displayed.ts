/** A PDF on display from bytes to rule, beside `pdftotext` on the same file, and from its storing to the committed events. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPipeline } from "../src/commands/open-pipeline.ts";
import { readConfig } from "../src/config.ts";
import { putDocument } from "../src/db/documents/documents.ts";
import { openPdfDocument } from "../src/parsers/document/pdf/open-pdf-document.ts";
import { readPrintedRule } from "../src/parsers/rule.ts";
import { openPdfThread } from "../src/pdf-thread/open-pdf-thread.ts";
import { corpusPath } from "../test/support/corpus.ts";
import { addingRule, printedEntry, typedPdf } from "../test/support/displayed-rule.ts";
import { quickPolicies } from "../test/support/open-on-replay.ts";
import { DEMO_NOW } from "../test/support/open-redis-pipeline.ts";
import { median } from "./figures.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";
import { watchDiffs } from "./watch-diffs.ts";

const ROUNDS = 9;
const WARM_UP = 2;
const EVENT_ROUNDS = 5;
const NOBODY = "http://127.0.0.1:1";

export async function measureDisplayed(): Promise<void> {
  const { pdf, origin } = await pdfToMeasure();
  const { entries } = readPrintedRule(await openPdfDocument(pdf)).rule;
  console.log(
    `\ndisplayed: ${origin}, ${(pdf.length / 1e3).toFixed(0)} kB, ${entries.length} entries; ${ROUNDS} rounds`,
  );
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  try {
    await measureReading(pdf, join(folder, "rule.pdf"));
    await measureEvents(pdf, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pdfToMeasure(): Promise<{ readonly pdf: Uint8Array; readonly origin: string }> {
  const path = corpusPath("display/2025-05426.3.pdf");
  if (path !== null) return { pdf: readFileSync(path), origin: "a rule of 70 additions" };
  const added = Array.from({ length: 70 }, (_, at) => printedEntry(`Benchmark Company No. ${at}`));
  const rule = addingRule("2025-05426", "2025-03-28", "2025-03-25", added);
  return { pdf: await typedPdf(rule), origin: "a rule made up, of 70 additions" };
}

/** In turn, so that all of them see the same weather. */
async function measureReading(pdf: Uint8Array, file: string): Promise<void> {
  writeFileSync(file, pdf);
  await using thread = openPdfThread();
  const [inline, inThread, tool]: [number[], number[], number[]] = [[], [], []];
  const hasTool = spawnSync("pdftotext", ["-v"]).error === undefined;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const times = [
      await timed(async () => readPrintedRule(await openPdfDocument(pdf))),
      await timed(async () => readPrintedRule(await thread.open(pdf))),
      await timed(async () => hasTool && spawnSync("pdftotext", ["-enc", "UTF-8", file, "-"])),
    ];
    if (round < 0) continue;
    for (const [at, series] of [inline, inThread, tool].entries()) series.push(times[at] ?? 0);
  }
  tell("bytes to rule, inline", median(inline));
  tell("bytes to rule, in a thread", median(inThread));
  if (!hasTool) {
    console.log("  pdftotext                  is not installed: no ratio (poppler-utils)");
    return;
  }
  tell("pdftotext, a process", median(tool));
  const ratio = (times: readonly number[]) =>
    median(times.map((time, at) => time / (tool[at] ?? Number.NaN))).toFixed(1);
  console.log(
    `  ratio                      ${ratio(inThread)} in a thread, ${ratio(inline)} inline (medians of pairs; goal: at most 20)`,
  );
}

/** What a rule on display costs beyond the poll that stores its PDF, on a whole list; the first time with the thread's start. */
async function measureEvents(pdf: Uint8Array, folder: string): Promise<void> {
  const { notice, observer } = watchDiffs();
  const config = readConfig({
    ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY,
    ENTITYWIRE_ECFR_URL: NOBODY,
  });
  const times: number[] = [];
  for (let round = 0; round < EVENT_ROUNDS; round += 1) {
    await using pipeline = await openPipeline({
      config,
      dataDir: join(folder, `${round}`),
      command: "bench",
      policies: quickPolicies,
      observer,
      now: () => DEMO_NOW,
    });
    const { runner, store } = pipeline;
    const put = (document: Parameters<typeof putDocument>[1]) => {
      const { id, generation } = store.transact((tx) => putDocument(tx, document, DEMO_NOW));
      const applied = notice(1);
      runner.add({ step: "parse", documentId: id, generation });
      return applied;
    };
    const source = { source: "import", url: null } as const;
    const { bytes } = snapshotToMeasure();
    await put({ kind: "snapshot", bytes, asOf: "2025-03-24", ...source });
    times.push(await timed(() => put({ kind: "rule", bytes: pdf, ...source })));
  }
  tell("display to event, beyond the poll", median(times));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function tell(what: string, ms: number): void {
  console.log(`  ${what.padEnd(33)} ${ms.toFixed(0)} ms (median)`);
}
