/** `verify`: is the list what the log says, and is the log what today's parser reads? */

import type { Config } from "../config.ts";
import { checkBodies } from "../db/list/check-bodies.ts";
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

/** Throws `store/disagrees` where the state is not what the log says: no event may tell what never was written. */
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
  await report(io, differences, () => applyRereads(pipeline.deps, bar), "is");
  refuse(differences, pipeline.store.path);
  pipeline.runner.add({ step: "sweep" });
  await pipeline.runner.drain();
}

/** Of a log that is not what was written, nothing is rebuilt. */
function differ({ db }: Store): Difference[] {
  const altered = checkLog(db);
  if (altered.length > 0) return altered;
  using rebuilt = openScratchStore();
  fillFromLog(rebuilt.db, db);
  return [...compareStates(db, rebuilt.db), ...checkProofs(db), ...checkBodies(db)];
}

/** What rests on a state that is wrong says nothing: the documents are read again only where there is no difference. */
async function report(
  io: Io,
  differences: readonly Difference[],
  reread: () => Promise<readonly Reread[]>,
  told: string,
): Promise<void> {
  for (const { row, field, stored, logged } of differences) {
    const what = field === null ? row : `${row}: ${field}`;
    const [has, says] = showBoth(stored, logged);
    io.out(`${what}: the store has ${has}, the log says ${says}`);
  }
  if (differences.length > 0) return;
  const rereads = await reread();
  for (const { documentId, subject, differences } of rereads) {
    io.out(`${subject} (${documentId}) ${told} read otherwise: ${differences.join("; ")}`);
  }
  io.err(
    `0 differences between store and log, ${rereads.length} documents that today's parser reads otherwise`,
  );
}

function refuse({ length, 0: first }: readonly Difference[], path: string): void {
  if (first === undefined) return;
  throw new PipelineError(
    "store/disagrees",
    `${path} is not what its log says in ${length === 1 ? "1 place" : `${length} places`}, first in ${first.row}`,
    { hint: "restore it from a backup; something but entitywire wrote to it" },
  );
}

const SHOWN = 120;
const SHOWN_BEFORE = 30;

/** Of long values, from shortly before the place where they part. */
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
