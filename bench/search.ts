/** A name looked for in the whole list, spelt wrong, beside a plain query of the same kind of index. */

import SqliteDatabase from "better-sqlite3";
import { entriesRoutes } from "../src/api/v1/entries.ts";
import { openNameFinder } from "../src/db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../src/db/list/sequence-snapshots.ts";
import type { Entry } from "../src/model/entry.ts";
import { namesOf } from "../src/model/search/entry-search.ts";
import { median, quantile } from "./figures.ts";
import { listToMeasure } from "./list-to-measure.ts";

const QUERIES = 500;
const WARM_UP = 50;

export async function measureSearch(): Promise<void> {
  const { store, origin, entries } = listToMeasure();
  using _store = store;
  const snapshots = createSequenceSnapshots(store);
  const snapshot = await snapshots.at(snapshots.last());
  using names = openNameFinder();
  const all = [...snapshot.entries.values()].flatMap(({ entry }) => [...namesOf(entry)]);
  const asked = Array.from({ length: QUERIES + WARM_UP }, (_, nth) =>
    misspell(all[(nth * 7919) % all.length]?.name ?? "", nth),
  );
  const started = performance.now();
  names.find(snapshot, "warm");
  const built = performance.now() - started;

  const deps = { store, now: () => new Date(), publicUrl: "http://localhost", source: "urn:bench" };
  const app = entriesRoutes({ ...deps, snapshots, names });
  const plain = plainIndex(all.map(({ name }) => name));
  const [found, bare, whole]: [number[], number[], number[]] = [[], [], []];
  let right = 0;
  for (const [nth, { name, typed }] of asked.entries()) {
    const kept = nth >= WARM_UP;
    const hits = timed(() => names.find(snapshot, typed), kept ? found : []);
    // Whoever bears the name was meant, by whichever of his names he is found.
    const isMeant = hits.slice(0, 10).some(({ found }) => bears(found.entry, name));
    if (kept && isMeant) right += 1;
    timed(() => plain(name), kept ? bare : []);
    const before = performance.now();
    await (await app.request(`/entries?limit=20&q=${encodeURIComponent(typed)}`)).text();
    if (kept) whole.push(performance.now() - before);
  }
  const tell = (what: string, times: number[]) =>
    console.log(
      `  ${what.padEnd(26)} ${median(times).toFixed(2)} ms median, ${quantile(times, 0.99).toFixed(2)} ms p99`,
    );
  console.log(
    `\nsearch: ${origin}, ${entries} entries, ${all.length} names; ${QUERIES} names with a letter wrong`,
  );
  tell("found and ranked", found);
  tell("answered over the API", whole);
  tell("plain FTS5, spelt right", bare);
  const p99 = quantile(found, 0.99) / quantile(bare, 0.99);
  console.log(
    `  ratio                      ${(median(found) / median(bare)).toFixed(2)} of the medians, ${p99.toFixed(2)} of the p99`,
  );
  console.log(
    `  among the first ten        ${((100 * right) / QUERIES).toFixed(1)} % of the names meant`,
  );
  console.log(`  built                      ${built.toFixed(0)} ms, once for each snapshot`);
}

function bears(entry: Entry, name: string): boolean {
  return [...namesOf(entry)].some((one) => one.name === name);
}

/** One letter of its longest word becomes another. */
function misspell(name: string, nth: number): { name: string; typed: string } {
  const longest = name.split(" ").toSorted((a, b) => b.length - a.length)[0] ?? "";
  const at = name.indexOf(longest) + Math.floor(longest.length / 2);
  const letter = String.fromCharCode(97 + (nth % 26));
  return { name, typed: `${name.slice(0, at)}${letter}${name.slice(at + 1)}` };
}

function plainIndex(names: readonly string[]): (name: string) => unknown[] {
  const sqlite = new SqliteDatabase(":memory:");
  sqlite.exec("CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'trigram')");
  const insert = sqlite.prepare("INSERT INTO names (name) VALUES (?)");
  sqlite.transaction(() => {
    for (const name of names) insert.run(name);
  })();
  const match = sqlite.prepare(
    "SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT 100",
  );
  return (name) => match.all(`"${name.replaceAll('"', '""')}"`);
}

function timed<T>(work: () => T, times: number[]): T {
  const before = performance.now();
  const made = work();
  times.push(performance.now() - before);
  return made;
}
