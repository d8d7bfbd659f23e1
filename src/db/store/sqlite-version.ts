/** The SQLite that comes with the package. */

import SQLite from "better-sqlite3";

/** Such as `3.50.2`. @throws where it cannot be loaded, or lacks FTS5, which the search wants. */
export function sqliteVersion(): string {
  const memory = new SQLite(":memory:");
  try {
    memory.exec("create virtual table names using fts5(name)");
    return String(memory.prepare("select sqlite_version()").pluck().get());
  } finally {
    memory.close();
  }
}
