/** The store's folder and file: created for the owner alone, whole or not at all, and never taken for new when emptied. */

import { randomUUID } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { PipelineError } from "../../model/errors.ts";

/** The store holds the URLs of endpoints, sealed secrets and hashes of keys. SQLite gives its other files the same mode. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Node's own recursive `mkdir` does not end where no folder can be made, as below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/**
 * The file gets its name only when its tables are in it and on disk, so an empty file under that name was emptied later.
 * Two processes that create it at the same time get the same one.
 */
export function createFile(path: string, build: (sqlite: SqliteDatabase.Database) => void): void {
  const unfinished = `${path}.${randomUUID()}`;
  createEmpty(unfinished);
  try {
    const sqlite = new SqliteDatabase(unfinished);
    try {
      build(sqlite);
    } finally {
      sqlite.close();
    }
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Whole or not at all: the file gets its name only when complete. */
export function copyInto(sqlite: SqliteDatabase.Database, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  // SQLite writes into an empty file, and would create one that others can read.
  createEmpty(unfinished);
  sqlite.prepare("VACUUM INTO ?").run(unfinished);
  renameSync(unfinished, target);
}

export function createEmpty(path: string): void {
  writeFileSync(path, "", { flag: "wx", mode: FILE_MODE });
}

/** Call it before SQLite opens the file: SQLite deletes the write-ahead log of an empty one. @throws PipelineError store/lost */
export function refuseEmptyFile(path: string): void {
  if (statSync(path).size === 0) throw lost(path);
}

/** @throws PipelineError store/lost */
export function refuseWithoutTables(sqlite: SqliteDatabase.Database, path: string): void {
  const tables = sqlite.prepare("SELECT count(*) FROM sqlite_master").pluck().get();
  if (tables === 0) throw lost(path);
}

function lost(path: string): PipelineError {
  return new PipelineError("store/lost", `${path} is empty: what the store held is lost`, {
    hint: "restore it from a backup, or remove it and the files beside it to start afresh",
  });
}
