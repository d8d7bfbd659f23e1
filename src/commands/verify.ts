/** `verify`: checks that the list matches the event log, and that the log matches the current parser. */

import type { Config } from "../config.ts";
import { checkBodies } from "../db/list/check-bodies.ts";
import { checkKept } from "../db/list/check-kept.ts";
import { checkLog, checkProofs } from "../db/list/check-log.ts";
import { compareStates, type Difference, fillFromLog } from "../db/list/rebuild.ts";
import {
  openScratchStore,
  openStoreToRead,
  requireStore,
  type Store,
} from "../db/store/open-store.ts";
import { PipelineError } from "../model/errors.ts";
import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { applyRereads, findRereads, type Reread } from "../workers/list/reread-stored.ts";
import { openPipeline } from "./open-pipeline.ts";
import { barFor, type Io } from "./terminal/io.ts";
import { watchSinglePass } from "./terminal/progress.ts";

/** @throws PipelineError store/disagrees where state and event log differ. Nothing is reread then. */
export async function runVerify(
  io: Io,
  config: Config,
  dataDir: string,
  apply: boolean,
): Promise<void> {
  using bar = barFor(io);
  if (!apply) {
    using store = openStoreToRead(dataDir);
    const differences = differ(store);
    await using thread = openPdfThread();
    const openPdf = thread.open;
    await report(io, differences, () => findRereads(store.db, { openPdf }, bar), "would be");
    refuse(differences, store.path);
    return;
  }
  requireStore(dataDir);
  const observer = watchSinglePass(io);
  const policies = singlePassPolicies;
  await using pipeline = await openPipeline({
    config,
    dataDir,
    command: "verify",
    policies,
    observer,
  });
  const differences = differ(pipeline.store);
  await report(io, differences, () => applyRereads(pipeline.listDeps, bar), "is");
  refuse(differences, pipeline.store.path);
  pipeline.runner.add({ step: "sweep" });
  await pipeline.runner.drain();
}

/** A log that was altered is reported and not used to rebuild the state. */
function differ({ db }: Store): Difference[] {
  const altered = checkLog(db);
  if (altered.length > 0) return altered;
  using rebuilt = openScratchStore();
  fillFromLog(rebuilt.db, db);
  return [
    ...compareStates(db, rebuilt.db),
    ...checkProofs(db),
    ...checkBodies(db),
    ...checkKept(db),
  ];
}

/** Rereads the documents only if there is no difference: a comparison with a wrong state would mean nothing. */
async function report(
  io: Io,
  differences: readonly Difference[],
  reread: () => Promise<readonly Reread[]>,
  verb: string,
): Promise<void> {
  for (const { row, field, stored, logged } of differences) {
    const what = field === null ? row : `${row}: ${field}`;
    const [has, says] = showBoth(stored, logged);
    io.out(`${what}: the store has ${has}, the log says ${says}`);
  }
  if (differences.length > 0) return;
  const rereads = await reread();
  for (const { documentId, subject, differences } of rereads) {
    io.out(`${subject} (${documentId}) ${verb} read differently: ${differences.join("; ")}`);
  }
  io.err(
    `0 differences between store and log, ${rereads.length} documents that the current parser reads differently`,
  );
}

function refuse({ length, 0: first }: readonly Difference[], path: string): void {
  if (first === undefined) return;
  throw new PipelineError(
    "store/disagrees",
    `${path} differs from its event log in ${length === 1 ? "1 place" : `${length} places`}, first in ${first.row}`,
    { hint: "restore it from a backup; another program wrote to it" },
  );
}

const SHOWN = 120;
const SHOWN_BEFORE = 30;

/** Shows long values from shortly before their first difference. */
function showBoth(stored: unknown, logged: unknown): [string, string] {
  const [one, other] = [JSON.stringify(stored), JSON.stringify(logged)];
  let parts = 0;
  while (parts < one.length && one[parts] === other[parts]) parts += 1;
  const isLong = Math.max(one.length, other.length) > SHOWN;
  const start = isLong ? Math.max(0, parts - SHOWN_BEFORE) : 0;
  const show = (text: string) => {
    const shown = text.slice(start, start + SHOWN);
    return `${start > 0 ? "…" : ""}${shown}${start + SHOWN < text.length ? "…" : ""}`;
  };
  return [show(one), show(other)];
}
