/** `import FILE…`: imports documents from disk as if they were fetched. */

import type { Config } from "../config.ts";
import { putDocument } from "../db/documents/documents.ts";
import { countEvents } from "../db/log/log.ts";
import { toDay } from "../model/clock/day.ts";
import { PipelineError } from "../model/errors.ts";
import { parseSnapshot } from "../parsers/snapshot.ts";
import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { openPipeline } from "./open-pipeline.ts";
import {
  type DiskDocument,
  type DocumentKind,
  inFile,
  readDocument,
  readRuleIn,
} from "./read-document.ts";
import { barFor, type Io } from "./terminal/io.ts";
import { describeNews, watchSinglePass } from "./terminal/progress.ts";

export interface ImportOptions {
  readonly as?: DocumentKind | undefined;
  /** The date of a snapshot, which the file itself does not contain. */
  readonly asOf?: string | undefined;
  /** When the documents were first known. */
  readonly knownFrom?: Date | undefined;
}

/** Checks all files before it stores the first one, so that a bad file changes nothing. */
export async function runImport(
  io: Io,
  config: Config,
  dataDir: string,
  paths: readonly string[],
  { as, asOf, knownFrom }: ImportOptions,
): Promise<void> {
  refuseDates(asOf, knownFrom, new Date());
  const files = await readAll(paths, as);
  const undated = files.find(({ kind }) => kind === "snapshot" && asOf === undefined);
  if (undated !== undefined) {
    throw new PipelineError("input/usage", `${undated.path} is a snapshot without a date`, {
      hint: "give its date with --as-of YYYY-MM-DD",
    });
  }
  const observer = watchSinglePass(io);
  await using pipeline = await openPipeline({
    config,
    dataDir,
    command: "import",
    policies: singlePassPolicies,
    observer,
  });
  const { store, deps, runner } = pipeline;
  const before = countEvents(store.db);
  runner.add({ step: "sweep" });
  await runner.drain();
  using bar = barFor(io);
  bar.begin(0, files.length);
  for (const { path, kind, bytes } of files) {
    const {
      id,
      generation,
      isNew,
      knownFrom: known,
    } = store.transact((tx) =>
      putDocument(
        tx,
        {
          kind,
          bytes,
          source: "import",
          url: null,
          ...(kind === "snapshot" && asOf !== undefined ? { asOf } : {}),
          ...(knownFrom === undefined ? {} : { knownFrom }),
        },
        deps.now(),
      ),
    );
    io.err(`${path}: ${isNew ? `stored as ${id}` : `already stored as ${id} since ${known}`}`);
    // In the given order, one after the other: later documents amend the result of earlier ones.
    runner.add({ step: "parse", documentId: id, generation });
    await runner.drain();
    bar.step(path);
  }
  const [failure] = observer.failures;
  if (failure !== undefined) throw failure.error;
  io.err(describeNews(before, countEvents(store.db)));
}

/** A mistyped future date would turn every correct list before that date into history. */
function refuseDates(asOf: string | undefined, knownFrom: Date | undefined, now: Date): void {
  const hint = "check the date";
  if (asOf !== undefined && asOf > toDay(now)) {
    throw new PipelineError("input/usage", `--as-of ${asOf} is in the future`, { hint });
  }
  if (knownFrom === undefined) return;
  const instant = knownFrom.toISOString();
  if (knownFrom > now) {
    throw new PipelineError("input/usage", `--known-from ${instant} is in the future`, { hint });
  }
  if (asOf !== undefined && toDay(knownFrom) < asOf) {
    const why = `--known-from ${instant} is before ${asOf}: a list cannot be known before its date`;
    throw new PipelineError("input/usage", why, { hint });
  }
}

/** Parses each file to check it and discards the result: the pipeline stores first and parses again. */
async function readAll(paths: readonly string[], as: DocumentKind | undefined) {
  await using thread = openPdfThread();
  const files: (DiskDocument & { readonly path: string })[] = [];
  for (const path of paths) {
    const document = readDocument(path, as);
    if ("text" in document && document.kind === "snapshot") {
      inFile(path, () => parseSnapshot(document.text));
    } else {
      await readRuleIn(path, document, thread.open);
    }
    files.push({ path, ...document });
  }
  return files;
}
