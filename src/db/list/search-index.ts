/**
 * Finds candidate names by shared groups of three letters, with SQLite's full-text search in memory
 * (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). `model/search/name-match.ts` scores the candidates.
 * Names are independent of entries and days, so the index only grows and serves every snapshot.
 */

import SqliteDatabase from "better-sqlite3";
import { distance } from "fastest-levenshtein";
import { type NameSound, nameSound } from "../../model/search/name-match.ts";

export interface SearchIndex extends Disposable {
  /** Names already in the index are skipped. */
  add(names: Iterable<string>): void;
  /** The names that share most with the query, best first. */
  candidates(asked: NameSound): string[];
  /** The prepared form of a name in the index. */
  sound(name: string): NameSound;
}

/** More than any answer shows; each candidate is scored letter by letter. */
const MAX_CANDIDATES = 500;
const GROUP = 3;
/** In a name up to this length one wrong letter may break every group, so names of similar length are compared too. */
const SHORT = 6;
/** The rarest groups of the query are looked up: they distinguish best and are fastest. A wrong letter breaks three groups. */
const MAX_GROUPS = 16;

export function openSearchIndex(): SearchIndex {
  const sqlite = new SqliteDatabase(":memory:");
  // Only the presence of a group matters, not its position.
  sqlite.exec("CREATE VIRTUAL TABLE names USING fts5(sound, tokenize = 'trigram', detail = none)");
  const insert = sqlite.prepare("INSERT INTO names (rowid, sound) VALUES (?, ?)");
  const match = sqlite
    .prepare<[string, number], number>(
      "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?",
    )
    .pluck();
  const names: string[] = [];
  const sounds = new Map<string, NameSound>();
  /** Short names by the length of their sound. */
  const short = new Map<number, string[]>();
  /** Number of names that contain a group. */
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
  /** For queries shorter than a group: names with a word that begins with the query. */
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
    // Groups consist of letters and digits, so nothing needs escaping for SQL or FTS5.
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
