/**
 * The operating system frees a lock of a process that ends, however it ends, and shows it to every process of the same
 * kernel, in any container. SQLite takes such locks on all systems.
 */

import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { guarded } from "./explain-fault.ts";
import { createEmpty } from "./store-file.ts";

/** Null while another writer of this kernel holds it. @throws PipelineError store/read-only */
export function takeWriterLock(folder: string): Disposable | null {
  const path = join(folder, "writer.lock");
  return guarded(path, () => {
    createPrivately(path);
    const sqlite = new SqliteDatabase(path, { timeout: 0 });
    try {
      sqlite.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      sqlite.close();
      if ((error as { code?: string }).code === "SQLITE_BUSY") return null;
      throw error;
    }
    return { [Symbol.dispose]: () => sqlite.close() };
  });
}

function createPrivately(path: string): void {
  try {
    createEmpty(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
