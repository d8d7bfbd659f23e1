/**
 * Every name that was ever looked among, by groups of three letters: SQLite's full-text search in a database in memory
 * (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). It says which names may be meant; how well each fits is judged by
 * `model/name-match.ts`. A name is in it whatever bears it and when, so it only grows, and serves any day.
 */

import SqliteDatabase from "better-sqlite3";
import { distance } from "fastest-levenshtein";
import { type NameSound, nameSound } from "../../model/search/name-match.ts";

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
/** Of a name no longer than this, one wrong letter may leave no group whole: it is looked for among those of its length. */
const SHORT = 6;
/** Of what was asked, the rarest: they tell most and are looked up fastest; a wrong letter spoils three of them. */
const MAX_GROUPS = 16;

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
  /** By the length of what they sound like. */
  const short = new Map<number, string[]>();
  /** How many names hold a group of letters. */
  const holding = new Map<string, number>();
  const insertAll = sqlite.transaction((fresh: readonly string[]) => {
    for (const name of fresh) {
      const sound = nameSound(name);
      sounds.set(name, sound);
      names.push(name);
      insert.run(names.length, sound.joined);
      const { length } = sound.joined;
      if (length <= SHORT + 1) short.set(length, [...(short.get(length) ?? []), name]);
      for (const group of groupsOf(sound.joined)) {
        holding.set(group, (holding.get(group) ?? 0) + 1);
      }
    }
  });
  /** Too short for a group of letters: the names that hold the word, or begin a word with it. */
  const scan = ({ joined }: NameSound): string[] =>
    names
      .filter((name) => sounds.get(name)?.words.some((word) => word.startsWith(joined)))
      .slice(0, MAX_CANDIDATES);
  const matching = ({ joined }: NameSound): string[] => {
    const known = [...groupsOf(joined)].filter((group) => holding.has(group));
    if (known.length === 0) return [];
    const rarest = known
      .sort((a, b) => (holding.get(a) ?? 0) - (holding.get(b) ?? 0))
      .slice(0, MAX_GROUPS);
    // They are letters and digits: nothing of them is SQL's or FTS5's.
    const any = rarest.map((group) => `"${group}"`).join(" OR ");
    return match.all(any, MAX_CANDIDATES).map((row) => names[row - 1] ?? "");
  };
  const near = ({ joined }: NameSound): string[] => {
    if (joined.length > SHORT) return [];
    const lengths = [joined.length - 1, joined.length, joined.length + 1];
    return lengths
      .flatMap((length) => short.get(length) ?? [])
      .filter((name) => distance(joined, sounds.get(name)?.joined ?? "") <= 1);
  };
  return {
    add: (given) => {
      const fresh = new Set([...given].filter((name) => !sounds.has(name)));
      if (fresh.size > 0) insertAll([...fresh]);
    },
    candidates: (asked) => {
      if (asked.joined.length < GROUP) return asked.joined === "" ? [] : scan(asked);
      return [...new Set([...matching(asked), ...near(asked)])];
    },
    sound: (name) => sounds.get(name) ?? nameSound(name),
    [Symbol.dispose]: () => sqlite.close(),
  };
}

function groupsOf(joined: string): Set<string> {
  const groups = new Set<string>();
  for (let at = 0; at + GROUP <= joined.length; at += 1) groups.add(joined.slice(at, at + GROUP));
  return groups;
}
