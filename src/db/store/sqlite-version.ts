/** The version of the bundled SQLite. */

import SQLite from "better-sqlite3";

/** For example `3.50.2`. @throws if it cannot be loaded, or lacks FTS5, which the search needs. */
export function sqliteVersion(): string {
  const memory = new SQLite(":memory:");
  try {
    memory.exec("create virtual table names using fts5(name)");
    return String(memory.prepare("select sqlite_version()").pluck().get());
  } finally {
    memory.close();
  }
}
