/**
 * Reads a rule again that was executed before: a better form of its document came, a correction of it, or a better
 * parser. The list is taken back to where the rule found it, the new reading is executed there, and what it does is
 * compared with what was told.
 */

import type { Entry } from "../entry.ts";
import { destinationKey } from "../identity.ts";
import { type EntryIds, executeRule } from "../list/execute-rule.ts";
import { lettersOf } from "../list/letters.ts";
import type { ListChange } from "../list/list-change.ts";
import { type ListIndex, textKey } from "../list/list-index.ts";
import { nameKey } from "../name-key.ts";
import { isReadWhole, type RuleReading } from "../reading/reading.ts";
import type { Problem } from "../reading/rule.ts";
import type { EntityEventData } from "./event.ts";

/** A change of the rule as the log has it. */
export interface ToldChange {
  /** The entry before the rule; null where it was not listed, or never seen. */
  readonly before: Entry | null;
  /** What was told last of the change. */
  readonly last: EntityEventData;
}

/** What comes of one change: one of the two is null where it is new, or where the new reading does not know it. */
export interface RereadChange {
  readonly told: ToldChange | null;
  /** As executed on the list before the rule. */
  readonly executed: ListChange | null;
  /** The highest number that a version of the entry bears, of whatever made it. */
  readonly versions: number;
}

export interface RereadRule {
  readonly changes: readonly RereadChange[];
  readonly problems: readonly Problem[];
}

/** `index` is left as the new reading has it; `told` holds the rule's changes of this list in the order of telling. */
export function rereadRule(
  reading: RuleReading,
  index: ListIndex,
  told: readonly ToldChange[],
): RereadRule {
  const takenBack = takeBack(index, told);
  const idOf = matchAdditions(reading, index, takenBack);
  const versionsOf = ({ entryId }: { entryId: string }) => index.get(entryId)?.versions ?? 0;
  const numbered = new Map(takenBack.map(({ last }) => [last.entryId, versionsOf(last)]));
  const { changes: executed, problems } = executeRule(reading.rule, reading.rows, index, idOf);
  const open = Map.groupBy(takenBack, ({ last }) => last.entryId);
  const changes = executed.map((change): RereadChange => {
    const was = open.get(change.entryId)?.shift() ?? null;
    const versions = numbered.get(change.entryId) ?? change.version - 1;
    return { told: was, executed: change, versions };
  });
  const left = [...open.values()].flat();
  // Nothing is taken back on the word of a document that was not understood.
  if (!isReadWhole(reading)) return { changes, problems: [...problems, ...left.map(notConfirmed)] };
  const gone = left.map((was) => {
    return { told: was, executed: null, versions: numbered.get(was.last.entryId) ?? 0 };
  });
  return { changes: [...changes, ...gone], problems };
}

/** Only where nothing else has changed the entry since: what came later was read against it. */
function takeBack(index: ListIndex, told: readonly ToldChange[]): ToldChange[] {
  const latest = new Map(told.map((change) => [change.last.entryId, change]));
  const takenBack = told.filter(({ last: { entryId } }) => {
    const version = latest.get(entryId)?.last.entryVersion;
    return version !== undefined && index.get(entryId)?.version === version;
  });
  for (const { before, last } of takenBack.toReversed()) {
    const known = index.get(last.entryId);
    if (known === undefined) continue;
    const pending = known.pending.filter(({ changeId }) => changeId !== last.changeId);
    index.put({ ...known, listed: before !== null, entry: before ?? known.entry, pending });
  }
  return takenBack;
}

/** An addition whose name is now read otherwise keeps its id: it is the one of its destination that fits, if only one does. */
function matchAdditions(
  { rule }: RuleReading,
  index: ListIndex,
  takenBack: readonly ToldChange[],
): EntryIds {
  const ids = new Map<Entry, string>();
  const taken = new Set<string>();
  let told = takenBack.filter(({ last }) => last.op === "added" && last.after !== null);
  let entries = rule.amendments
    .filter(({ op, list }) => op === "add" && list === index.list)
    .flatMap(({ entryIndexes }) => entryIndexes.flatMap((at) => rule.entries[at] ?? []));
  for (const marksOf of [printOf, nameOf, nameLettersOf, addressesOf, aliasesOf, placeOf]) {
    if (told.length === 0) break;
    const areTwins = marksOf === printOf || marksOf === nameOf;
    const shared = Map.groupBy(entries.flatMap(marksOf), (mark) => mark);
    const marked = new Map<string, Set<string>>();
    for (const { last } of told) {
      for (const mark of marksOf(last.after as Entry)) {
        marked.set(mark, (marked.get(mark) ?? new Set()).add(last.entryId));
      }
    }
    for (const entry of entries) {
      const marks = marksOf(entry).filter((mark) => areTwins || shared.get(mark)?.length === 1);
      const fits = marks.flatMap((mark) => [...(marked.get(mark) ?? [])]);
      const [id, ...others] = new Set(fits.filter((fit) => !taken.has(fit)));
      // Two of one print or name are twins, and stand in the order in which they stood.
      if (id === undefined || (others.length > 0 && !areTwins)) continue;
      ids.set(entry, id);
      taken.add(id);
    }
    told = told.filter(({ last }) => !taken.has(last.entryId));
    entries = entries.filter((entry) => !ids.has(entry));
  }
  return ids;
}

function nameOf(entry: Entry): string[] {
  return [`${destinationKey(entry)}|${nameKey(entry.name)}`];
}

function printOf(entry: Entry): string[] {
  return [textKey(entry)];
}

function nameLettersOf(entry: Entry): string[] {
  return [`${destinationKey(entry)}|${lettersOf(entry.name)}`];
}

function addressesOf(entry: Entry): string[] {
  return entry.addresses.map(({ text }) => `${destinationKey(entry)}|${nameKey(text)}`);
}

function aliasesOf(entry: Entry): string[] {
  return entry.aliases.map(({ name }) => `${destinationKey(entry)}|${nameKey(name)}`);
}

/** The only one of its destination that is left. */
function placeOf(entry: Entry): string[] {
  return [destinationKey(entry)];
}

function notConfirmed({ last }: ToldChange): Problem {
  const { name, destination } = (last.after ?? last.before) as Entry;
  const message = `${name} (${destination}) was ${last.op} by an earlier reading and is not found in this one; it stays`;
  return { code: "reread/not-confirmed", message, text: null };
}
