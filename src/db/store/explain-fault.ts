/** Errors of SQLite and of the file system, as an operator needs them. */

import { PipelineError } from "../../model/errors.ts";

/** Explains the errors of `work`. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error, path);
  }
}

/** Explains an error of SQLite that nothing explained before; returns other errors unchanged. */
export function explainSqlite(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { code } = cause as { code?: unknown };
  const isOfSqlite = typeof code === "string" && code.startsWith("SQLITE_");
  return isOfSqlite && !(error instanceof PipelineError) ? explain(cause, "the store") : error;
}

/** Explains error codes of SQLite and the file system to an operator; returns other errors unchanged. */
function explain(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string" || error instanceof PipelineError) return error;
  if (code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB")) {
    return new PipelineError("store/corrupt", `${path} is damaged or no SQLite database`, {
      hint: "restore it from a backup, or move it away to start afresh",
      cause: error,
    });
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new PipelineError("store/locked", `another process keeps ${path} locked`, {
      hint: "wait for it to end, or stop it",
      retryable: true,
      cause: error,
    });
  }
  if (
    /^SQLITE_(READONLY|CANTOPEN|FULL|IOERR|PERM)|^(EACCES|EROFS|EPERM|ENOSPC|ENOTDIR|EEXIST|ENOENT)$/.test(
      code,
    )
  ) {
    return new PipelineError("store/read-only", `cannot write the store at ${path} (${code})`, {
      hint: "make its folder writable and not full, or name another with --data",
      cause: error,
    });
  }
  return error;
}
