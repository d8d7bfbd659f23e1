/** Keeps prepared statements: Drizzle prepares each query anew, which costs as much as running a small one. */

import type SqliteDatabase from "better-sqlite3";
import { LRUCache } from "lru-cache";

/** The service has some 200 different queries; lists of values of other lengths make more. */
const STATEMENTS_KEPT = 500;

type Prepare = SqliteDatabase.Database["prepare"];
type Statement = SqliteDatabase.Statement<unknown[]>;

/** From now on, `prepare` of this connection returns the statement of an equal earlier text. */
export function reuseStatements(sqlite: SqliteDatabase.Database): void {
  const prepare = sqlite.prepare.bind(sqlite) as (text: string) => Statement;
  const kept = new LRUCache<string, Reused>({ max: STATEMENTS_KEPT });
  sqlite.prepare = ((text: string) => {
    const known = kept.get(text) ?? new Reused(prepare, text);
    kept.set(text, known);
    return known;
  }) as unknown as Prepare;
}

/** The part of a statement that Drizzle uses. `raw` changes a statement for good, so it gets one of its own. */
class Reused {
  readonly #prepare: () => Statement;
  readonly #plain: Statement;
  #raw: Statement | undefined;

  constructor(prepare: (text: string) => Statement, text: string) {
    this.#prepare = () => prepare(text);
    this.#plain = prepare(text);
  }

  run(...values: unknown[]) {
    return this.#plain.run(...values);
  }

  get(...values: unknown[]) {
    return this.#plain.get(...values);
  }

  all(...values: unknown[]) {
    return this.#plain.all(...values);
  }

  raw() {
    this.#raw ??= this.#prepare().raw();
    return this.#raw;
  }
}
