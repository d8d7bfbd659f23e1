/** A copy of the store in one file, made while the store may be written to. */

import { existsSync, renameSync, rmSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { PipelineError } from "../model/errors.ts";
import { lastSequence } from "./log/log.ts";
import { openStoreToRead } from "./store/open-store.ts";

/**
 * The copy holds what was committed before, bears its name only once it is whole, and nobody's lease: it may be opened at
 * once. Returns the log's last sequence in it.
 * @throws PipelineError store/missing, store/corrupt, store/read-only of the target, input/usage where it is there already
 */
export function backUpStore(dataDir: string, target: string): number {
  if (existsSync(target)) {
    throw new PipelineError("input/usage", `${target} is there already`, {
      hint: "name a file that is not",
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
