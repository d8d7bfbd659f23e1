/** Stores for the website to stand on: the demo's batch, and the whole list. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openPipeline } from "../../src/commands/open-pipeline.ts";
import { watchSinglePass } from "../../src/commands/terminal/progress.ts";
import { readConfig } from "../../src/config.ts";
import { putDocument } from "../../src/db/documents/documents.ts";
import { runDemo } from "../../src/demo/demo.ts";
import { singlePassPolicies } from "../../src/pipeline.ts";
import { corpusPath } from "./corpus.ts";
import { copyStore } from "./kept-stores.ts";

export function webFolder(stack: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-web-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

/** The day on which the demo lives, a quarter of an hour later. */
export const DEMO_NOW = () => new Date("2025-04-01T14:15:00Z");

export async function fillDemo(data: string): Promise<void> {
  await copyStore("demo", data, (folder) =>
    runDemo({ out: () => undefined, err: () => undefined, env: {} }, { data: folder }),
  );
}

export const FULL_NOW = () => new Date("2026-07-19T12:00:00Z");
const SNAPSHOTS = ["2026-03-25", "2026-07-18"] as const;

/** False where the corpus is not at hand. */
export async function fillFullList(data: string): Promise<boolean> {
  const paths = SNAPSHOTS.map((asOf) => corpusPath("ecfr", `part744-${asOf}.xml.gz`));
  if (paths.includes(null)) return false;
  await copyStore("full-list", data, importSnapshots);
  return true;
}

async function importSnapshots(data: string): Promise<void> {
  await using pipeline = await openPipeline({
    config: readConfig({}),
    dataDir: data,
    command: "test",
    policies: singlePassPolicies,
    observer: watchSinglePass({ err: () => undefined }),
    now: FULL_NOW,
  });
  for (const asOf of SNAPSHOTS) {
    const bytes = gunzipSync(readFileSync(corpusPath("ecfr", `part744-${asOf}.xml.gz`) ?? ""));
    const document = { kind: "snapshot", asOf, bytes, source: "import", url: null } as const;
    putDocument(pipeline.store.db, document, FULL_NOW());
    pipeline.runner.add({ step: "sweep" });
    await pipeline.runner.drain();
  }
}
