/** Compares an entry's stored history with the history that results from all documents in law order. */

import type { Entry, ListCode } from "../entry.ts";
import { canonicalJson, destinationKey } from "../identity.ts";

/** One version over one period of valid time. */
export interface VersionRecord {
  readonly version: number;
  readonly entry: Entry;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** The law day of the document that shows it. */
  readonly seenOn: string;
  /** Sequence of the event that recorded it. */
  readonly sequence: number;
}

export interface History {
  readonly entryId: string;
  readonly partyId: string;
  readonly list: ListCode;
  readonly listed: boolean;
  /** Version of the current text, or of the removal. */
  readonly version: number;
  /** The highest version number given. */
  readonly versions: number;
  /** The current text, or the last one before the removal. */
  readonly entry: Entry;
  /** In order of valid time. */
  readonly records: readonly VersionRecord[];
}

/** One of the two is null where only the replay or only the store knows the entry. */
export interface Aligned {
  readonly stored: History | null;
  readonly replayed: History | null;
}

/**
 * Pairs the replay's entries with the store's. An id is minted at first sight, which depends on the order of arrival, so the
 * stored id is kept. Entries are paired by current text, otherwise by any earlier text.
 */
export function alignHistories(
  stored: readonly History[],
  replayed: readonly History[],
): Aligned[] {
  const aligned: Aligned[] = [];
  let [ours, theirs] = [stored, replayed];
  for (const marksOf of [idAndText, text, id, pastTexts]) {
    const marked = new Map<string, History[]>();
    for (const history of ours) {
      for (const mark of new Set(marksOf(history))) {
        marked.set(mark, [...(marked.get(mark) ?? []), history]);
      }
    }
    const taken = new Set<History>();
    theirs = theirs.filter((history) => {
      const fits = marksOf(history).flatMap((mark) => marked.get(mark) ?? []);
      const found = fits.find((fit) => !taken.has(fit));
      if (found === undefined) return true;
      taken.add(found);
      aligned.push({ stored: found, replayed: history });
      return false;
    });
    ours = ours.filter((history) => !taken.has(history));
  }
  return [
    ...aligned,
    ...theirs.map((history) => ({ stored: null, replayed: history })),
    ...ours.map((history) => ({ stored: history, replayed: null })),
  ];
}

const id = ({ entryId }: History): string[] => [entryId];
/** Uses the print, because the name read from it may differ. */
const text = ({ list, listed, entry }: History): string[] => [
  [list, listed, destinationKey(entry), entry.raw].join("|"),
];
const idAndText = (history: History): string[] => [[...id(history), ...text(history)].join("|")];
const pastTexts = ({ list, records }: History): string[] =>
  records.map(({ entry }) => [list, destinationKey(entry), entry.raw].join("|")).toReversed();

/** The replayed records with the store's version numbers: a stored text keeps its number, another gets the next one. */
export function renumber(
  stored: History | null,
  replayed: readonly VersionRecord[],
): VersionRecord[] {
  const numbers = Map.groupBy(stored?.records ?? [], ({ entry }) => canonicalJson(entry));
  let next = (stored?.versions ?? 0) + 1;
  return replayed.map((record) => {
    const held = numbers.get(canonicalJson(record.entry))?.shift();
    return { ...record, version: held?.version ?? next++ };
  });
}

/** Whether the store already holds this history. `records` carry the store's version numbers. */
export function isHeldAlready(
  stored: History | null,
  listed: boolean,
  records: readonly VersionRecord[],
) {
  if (stored === null) return records.length === 0;
  const periods = (these: readonly VersionRecord[]) =>
    these.map(({ version, validFrom, validTo, seenOn }) => [version, validFrom, validTo, seenOn]);
  return (
    stored.listed === listed &&
    canonicalJson(periods(joinAlike(stored.records))) === canonicalJson(periods(records))
  );
}

/** Joins a removal that was taken back into one period. */
export function joinAlike(records: readonly VersionRecord[]): VersionRecord[] {
  const joined: VersionRecord[] = [];
  for (const record of records) {
    const last = joined.at(-1);
    const isAlike =
      last !== undefined &&
      last.validTo === record.validFrom &&
      canonicalJson(last.entry) === canonicalJson(record.entry);
    if (isAlike) joined.splice(-1, 1, { ...last, validTo: record.validTo });
    else joined.push(record);
  }
  return joined;
}
