/** An entry's past as held now, and the past that the documents, read in the order of law, make of it. */

import type { Entry, ListCode } from "../entry.ts";
import { canonicalJson, destinationKey } from "../identity.ts";

/** One version over one stretch of law. */
export interface Belief {
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
  readonly beliefs: readonly Belief[];
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
const pastTexts = ({ list, beliefs }: History): string[] =>
  beliefs.map(({ entry }) => [list, destinationKey(entry), entry.raw].join("|")).toReversed();

/** The replayed beliefs under the numbers of the store: a text that is held keeps its number, another gets the next. */
export function renumber(stored: History | null, replayed: readonly Belief[]): Belief[] {
  const numbers = Map.groupBy(stored?.beliefs ?? [], ({ entry }) => canonicalJson(entry));
  let next = (stored?.versions ?? 0) + 1;
  return replayed.map((belief) => {
    const held = numbers.get(canonicalJson(belief.entry))?.shift();
    return { ...belief, version: held?.version ?? next++ };
  });
}

/** `beliefs` under the numbers of the store. */
export function isHeldAlready(stored: History | null, listed: boolean, beliefs: readonly Belief[]) {
  if (stored === null) return beliefs.length === 0;
  const stretches = (these: readonly Belief[]) =>
    these.map(({ version, validFrom, validTo, seenOn }) => [version, validFrom, validTo, seenOn]);
  return (
    stored.listed === listed &&
    canonicalJson(stretches(joinAlike(stored.beliefs))) === canonicalJson(stretches(beliefs))
  );
}

/** What was taken off and given back is one stretch of law. */
export function joinAlike(beliefs: readonly Belief[]): Belief[] {
  const joined: Belief[] = [];
  for (const belief of beliefs) {
    const last = joined.at(-1);
    const isAlike =
      last !== undefined &&
      last.validTo === belief.validFrom &&
      canonicalJson(last.entry) === canonicalJson(belief.entry);
    if (isAlike) joined.splice(-1, 1, { ...last, validTo: belief.validTo });
    else joined.push(belief);
  }
  return joined;
}
