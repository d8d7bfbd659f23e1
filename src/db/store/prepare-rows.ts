/** Prepared writes of rows, for tables that each document fills. Values of columns go through the column's own encoding. */

import { type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "./open-store.ts";

type Column<T extends SQLiteTable> = keyof T["$inferInsert"] & keyof T["_"]["columns"] & string;
/** The other columns get their defaults. */
type Row<T extends SQLiteTable, C extends Column<T>> = Required<Pick<T["$inferInsert"], C>>;
type WriteRow<T extends SQLiteTable, C extends Column<T>> = (row: Row<T, C>) => void;

export function prepareInsert<T extends SQLiteTable, C extends Column<T>>(
  db: Database,
  table: T,
  columns: readonly C[],
): WriteRow<T, C> {
  const insert = db.insert(table).values(placeholders<T>(columns)).prepare();
  return (row) => void insert.run(row);
}

/** Replaces the columns of a row with the same key. `computed` columns get their own value then. */
export function prepareUpsert<T extends SQLiteTable, K extends Column<T>, C extends Column<T>>(
  db: Database,
  table: T,
  key: K,
  columns: readonly C[],
  computed: Readonly<Record<string, SQL>> = {},
): WriteRow<T, K | C> {
  const set = Object.fromEntries(
    columns.map((name) => [name, computed[name] ?? inserted(columnOf(table, name))]),
  );
  const upsert = db
    .insert(table)
    .values(placeholders<T>([key, ...columns]))
    .onConflictDoUpdate({ target: columnOf(table, key), set: set as never })
    .prepare();
  return (row) => void upsert.run(row);
}

/** The value that the conflicting insert has for the column. */
export function inserted(column: SQLiteColumn): SQL {
  return sql`excluded.${sql.identifier(toSnakeCase(column.name))}`;
}

function placeholders<T extends SQLiteTable>(columns: readonly string[]): T["$inferInsert"] {
  return Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)]));
}

function columnOf(table: SQLiteTable, name: string): SQLiteColumn {
  return (table as unknown as Readonly<Record<string, SQLiteColumn>>)[name] as SQLiteColumn;
}
