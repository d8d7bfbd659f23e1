/**
 * Every name that was ever looked among, by groups of three letters: SQLite's full-text search in a database in memory
 * (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). It says which names may be meant; how well each fits is judged by
 * `model/name-match.ts`. A name is in it whatever bears it and when, so it only grows, and serves any day.
 */

import SqliteDatabase from "better-sqlite3";
import { type NameSound, nameSound } from "../model/name-match.ts";

export interface SearchIndex extends Disposable {
  /** Names that are in it already cost nothing. */
  add(names: Iterable<string>): void;
  /** The names that share most with what was asked, the most telling first. */
  candidates(asked: NameSound): string[];
  /** Of a name that was added. */
  sound(name: string): NameSound;
}

/** More than any answer shows; each is compared letter by letter. */
const MAX_CANDIDATES = 500;
const GROUP = 3;
/** Of what was asked: a whole address pasted in costs no more than a long name. */
const MAX_GROUPS = 64;

export function openSearchIndex(): SearchIndex {
  const sqlite = new SqliteDatabase(":memory:");
  // Only which groups are where is wanted, not at which place.
  sqlite.exec("CREATE VIRTUAL TABLE names USING fts5(sound, tokenize = 'trigram', detail = none)");
  const insert = sqlite.prepare("INSERT INTO names (rowid, sound) VALUES (?, ?)");
  const match = sqlite
    .prepare<[string, number], number>(
      "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?",
    )
    .pluck();
  const names: string[] = [];
  const sounds = new Map<string, NameSound>();
  const insertAll = sqlite.transaction((fresh: readonly string[]) => {
    for (const name of fresh) {
      const sound = nameSound(name);
      sounds.set(name, sound);
      names.push(name);
      insert.run(names.length, sound.joined);
    }
  });
  /** Too short for a group of letters: the names that hold the word, or begin a word with it. */
  const scan = ({ joined }: NameSound): string[] =>
    names
      .filter((name) => sounds.get(name)?.words.some((word) => word.startsWith(joined)))
      .slice(0, MAX_CANDIDATES);
  return {
    add: (given) => {
      const fresh = new Set([...given].filter((name) => !sounds.has(name)));
      if (fresh.size > 0) insertAll([...fresh]);
    },
    candidates: (asked) => {
      if (asked.joined.length < GROUP) return asked.joined === "" ? [] : scan(asked);
      const found = match.all(groupsOf(asked.joined), MAX_CANDIDATES);
      return found.map((row) => names[row - 1] ?? "");
    },
    sound: (name) => sounds.get(name) ?? nameSound(name),
    [Symbol.dispose]: () => sqlite.close(),
  };
}

/** As a query that is content with any of them. They are letters and digits: nothing of it is SQL's or FTS5's. */
function groupsOf(joined: string): string {
  const groups = new Set<string>();
  for (let at = 0; at + GROUP <= joined.length && groups.size < MAX_GROUPS; at += 1) {
    groups.add(`"${joined.slice(at, at + GROUP)}"`);
  }
  return [...groups].join(" OR ");
}
