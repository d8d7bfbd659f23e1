/** SQLite binds a limited number of values in one statement. */

const ROWS_AT_ONCE = 500;

export function inChunks<T>(rows: readonly T[], work: (chunk: T[]) => void): void {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    work(rows.slice(from, from + ROWS_AT_ONCE));
  }
}
