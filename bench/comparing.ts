/** A snapshot held against the list as known, beside parsing one; and the law of a past day, beside the list as it is. */

import { currentEntries } from "../src/db/list/list.ts";
import { entriesAsOf, putVersion } from "../src/db/list/versions.ts";
import { type Database, openScratchStore } from "../src/db/store/open-store.ts";
import { addDays } from "../src/model/clock/day.ts";
import type { Entry } from "../src/model/entry.ts";
import { compareSnapshot } from "../src/model/list/compare-snapshot.ts";
import { addEntry } from "../src/model/list/list-change.ts";
import { type KnownEntry, ListIndex } from "../src/model/list/list-index.ts";
import type { ListReading } from "../src/model/reading/reading.ts";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { parseSnapshot } from "../src/parsers/snapshot.ts";
import { median } from "./figures.ts";
import { measurePairs } from "./measure-pairs.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const LENGTHS = [1, 10, 100];
const DAY = "2026-03-25";
const NEXT_DAY = "2026-03-26";
const YEARS = 10;
const DAYS_OF_CHANGE_A_YEAR = 30;
/** Of the list, on each of those days. */
const CHANGED_SHARE = 0.01;
/** Of the list, as between the snapshots of March and July 2026. */
const EDITED_SHARE = 0.05;

export function measureComparing(): void {
  const { bytes, origin } = snapshotToMeasure();
  const xml = decodeDocument(bytes);
  const [list] = parseSnapshot(xml).lists;
  if (list === undefined) throw new Error("the snapshot to measure has a list");
  const [before, after] = [lengthen(list, 1), edit(lengthen(list, 1))];
  const known = knownAs(before);
  const [comparing, parsing] = measurePairs(
    () => compareSnapshot(after, NEXT_DAY, new ListIndex(list.list, DAY, known)),
    () => parseSnapshot(xml),
  );
  const ratios = comparing.map((time, at) => time / (parsing[at] ?? Number.NaN));
  console.log(
    `\ncomparing: ${origin}, ${list.entries.length} entries, ${EDITED_SHARE * 100} % edited in print`,
  );
  console.log(`  a snapshot with the list   ${median(comparing).toFixed(0)} ms (median)`);
  console.log(`  parsing a snapshot         ${median(parsing).toFixed(0)} ms (median)`);
  console.log(
    `  ratio                      ${median(ratios).toFixed(2)} (median of pairs; goal: a quarter)`,
  );
  for (const times of LENGTHS) measureLength(list, times);
  measureHistory(list.entries);
}

function measureLength(list: ListReading, times: number): void {
  const longer = lengthen(list, times);
  const index = new ListIndex(list.list, DAY, knownAs(longer));
  const edited = edit(longer);
  const started = performance.now();
  const { changes } = compareSnapshot(edited, NEXT_DAY, index);
  const perList = (performance.now() - started) / times;
  console.log(
    `  ${`${times} times as long`.padEnd(26)} ${perList.toFixed(0)} ms for each length, ${changes.length} changes`,
  );
}

/** Each day of change a share of the entries gains a version. */
function measureHistory(entries: readonly Entry[]): void {
  using store = openScratchStore();
  const versions = store.transact((tx) => fillYears(tx, entries));
  const middle = addDays(DAY, Math.round((YEARS * 365) / 2));
  const [asOf, current] = measurePairs(
    () => entriesAsOf(store.db, { list: "EL", day: middle, knownAt: `${middle}T23:59:59Z` }),
    () => currentEntries(store.db, "EL"),
  );
  const ratios = asOf.map((time, at) => time / (current[at] ?? Number.NaN));
  console.log(`\nhistory: ${YEARS} made years, ${versions} versions of ${entries.length} entries`);
  console.log(`  the law of a past day      ${median(asOf).toFixed(0)} ms (median)`);
  console.log(`  the list as it is          ${median(current).toFixed(0)} ms (median)`);
  console.log(`  ratio                      ${median(ratios).toFixed(2)} (median of pairs)`);
}

function fillYears(tx: Database, entries: readonly Entry[]): number {
  let written = 0;
  const version = new Map<number, number>();
  const write = (at: number, day: string | null, knownFrom: string) => {
    const entry = entries[at];
    if (entry === undefined) return;
    const next = (version.get(at) ?? 0) + 1;
    version.set(at, next);
    written += 1;
    const id = { entryId: `entry_${at}`, partyId: `party_${at}`, sequence: written };
    const remarks = `version ${next}`;
    putVersion(tx, {
      ...id,
      version: next,
      entry: { ...entry, remarks },
      was: entry,
      validFrom: day,
      shownOn: null,
      knownFrom,
    });
  };
  entries.forEach((_entry, at) => {
    write(at, null, `${DAY}T00:00:00Z`);
  });
  const share = Math.ceil(entries.length * CHANGED_SHARE);
  for (let nth = 0; nth < YEARS * DAYS_OF_CHANGE_A_YEAR; nth += 1) {
    const day = addDays(DAY, Math.floor((nth * 365) / DAYS_OF_CHANGE_A_YEAR) + 1);
    for (let one = 0; one < share; one += 1) {
      write((nth * share + one) % entries.length, day, `${day}T12:00:00Z`);
    }
  }
  return written;
}

/** The same list with each entry so many times, under names of their own. */
function lengthen(list: ListReading, times: number): ListReading {
  const copies = Array.from({ length: times }, (_, nth) => nth);
  const entries = copies.flatMap((nth) =>
    list.entries.map((entry) => ({
      ...entry,
      name: `${entry.name} ${nth}`,
      raw: `${entry.name} ${nth} ${entry.raw}`,
    })),
  );
  return { ...list, entries, rows: entries.map((_entry, at) => [at + 1]) };
}

function edit(list: ListReading): ListReading {
  const every = Math.round(1 / EDITED_SHARE);
  const entries = list.entries.map((entry, at) =>
    at % every === 0 ? { ...entry, raw: `${entry.raw}.` } : { ...entry },
  );
  return { ...list, entries };
}

function knownAs({ list, entries }: ListReading): KnownEntry[] {
  const index = new ListIndex(list, DAY, []);
  for (const entry of entries) addEntry(index, `snapshot@${DAY}`, entry, 1);
  return index.listed();
}
