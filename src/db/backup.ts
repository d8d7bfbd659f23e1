/** Copies the store into one file while it may be written to. */

import { existsSync, renameSync, rmSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { PipelineError } from "../model/errors.ts";
import { lastSequence } from "./log/log.ts";
import { openStoreToRead } from "./store/open-store.ts";

/**
 * The copy holds everything committed before and no lease, so it can be opened at once. It gets its final name only when
 * complete. Returns the last sequence of its log.
 * @throws PipelineError store/missing, store/corrupt, store/read-only for the target, input/usage if the target exists
 */
export function backUpStore(dataDir: string, target: string): number {
  if (existsSync(target)) {
    throw new PipelineError("input/usage", `${target} exists already`, {
      hint: "name a file that does not exist",
    });
  }
  using store = openStoreToRead(dataDir);
  store.check();
  const unfinished = `${target}.unfinished`;
  store.copyTo(unfinished);
  try {
    const copy = new SqliteDatabase(unfinished);
    copy.exec("DELETE FROM leases");
    copy.close();
    const last = lastSequence(store.db);
    renameSync(unfinished, target);
    return last;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
