/** An entry's past as held now, and the past that the documents, read in the order of law, make of it. */

import type { Entry, ListCode } from "../entry.ts";
import { canonicalJson, destinationKey } from "../identity.ts";

/** One version over one stretch of law. */
export interface VersionRecord {
  readonly version: number;
  readonly entry: Entry;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** The day of law of the document that shows it. */
  readonly seenOn: string;
  /** Of the event that says so. */
  readonly sequence: number;
}

export interface History {
  readonly entryId: string;
  readonly partyId: string;
  readonly list: ListCode;
  readonly listed: boolean;
  /** Of the text as it stands, or of the removal. */
  readonly version: number;
  /** The highest number given. */
  readonly versions: number;
  /** As listed, or as it was when it was removed. */
  readonly entry: Entry;
  /** In the order of law. */
  readonly records: readonly VersionRecord[];
}

/** One of the two is null where the replay knows an entry that the store does not, or the other way round. */
export interface Aligned {
  readonly stored: History | null;
  readonly replayed: History | null;
}

/**
 * Which entry of the replay is which of the store. An id is made at first sight, and what is seen first depends on what came
 * first: an entry keeps the id under which it was told, known by its text as it stands now, else by any text of its past.
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
/** As printed: what is read as its name may differ. */
const text = ({ list, listed, entry }: History): string[] => [
  [list, listed, destinationKey(entry), entry.raw].join("|"),
];
const idAndText = (history: History): string[] => [[...id(history), ...text(history)].join("|")];
const pastTexts = ({ list, records }: History): string[] =>
  records.map(({ entry }) => [list, destinationKey(entry), entry.raw].join("|")).toReversed();

/** The replayed records under the numbers of the store: a text that is held keeps its number, another gets the next. */
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

/** `records` under the numbers of the store. */
export function isHeldAlready(
  stored: History | null,
  listed: boolean,
  records: readonly VersionRecord[],
) {
  if (stored === null) return records.length === 0;
  const stretches = (these: readonly VersionRecord[]) =>
    these.map(({ version, validFrom, validTo, seenOn }) => [version, validFrom, validTo, seenOn]);
  return (
    stored.listed === listed &&
    canonicalJson(stretches(joinAlike(stored.records))) === canonicalJson(stretches(records))
  );
}

/** What was taken off and given back is one stretch of law. */
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
