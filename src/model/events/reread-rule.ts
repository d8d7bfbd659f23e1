/**
 * Reads an executed rule again after a better form of its document, a correction or a better parser. The list is
 * reset to its state before the rule, the new reading is executed there, and the result is
 * compared with the logged events.
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

/** A change of the rule, from the log. */
export interface LoggedChange {
  /** The entry before the rule; null where it was not listed, or never seen. */
  readonly before: Entry | null;
  /** The latest event data of the change. */
  readonly last: EntityEventData;
}

/** The result for one change: `logged` is null for a new change, `executed` is null where the new reading lacks it. */
export interface RereadChange {
  readonly logged: LoggedChange | null;
  /** As executed on the list before the rule. */
  readonly executed: ListChange | null;
  /** The highest version number of the entry, whatever made it. */
  readonly versions: number;
}

export interface RereadRule {
  readonly changes: readonly RereadChange[];
  readonly problems: readonly Problem[];
}

/** `index` ends in the state of the new reading; `logged` holds the rule's logged changes of this list in log order. */
export function rereadRule(
  reading: RuleReading,
  index: ListIndex,
  logged: readonly LoggedChange[],
): RereadRule {
  const takenBack = takeBack(index, logged);
  const idOf = matchAdditions(reading, index, takenBack);
  const versionsOf = ({ entryId }: { entryId: string }) => index.get(entryId)?.versions ?? 0;
  const numbered = new Map(takenBack.map(({ last }) => [last.entryId, versionsOf(last)]));
  const { changes: executed, problems } = executeRule(reading.rule, reading.rows, index, idOf);
  const open = Map.groupBy(takenBack, ({ last }) => last.entryId);
  const changes = executed.map((change): RereadChange => {
    const was = open.get(change.entryId)?.shift() ?? null;
    const versions = numbered.get(change.entryId) ?? change.version - 1;
    return { logged: was, executed: change, versions };
  });
  const left = [...open.values()].flat();
  // A document that was not fully understood takes nothing back.
  if (!isReadWhole(reading)) return { changes, problems: [...problems, ...left.map(notConfirmed)] };
  const gone = left.map((was) => {
    return { logged: was, executed: null, versions: numbered.get(was.last.entryId) ?? 0 };
  });
  return { changes: [...changes, ...gone], problems };
}

/** Only where nothing else changed the entry since: later documents were read against it. */
function takeBack(index: ListIndex, logged: readonly LoggedChange[]): LoggedChange[] {
  const latest = new Map(logged.map((change) => [change.last.entryId, change]));
  const takenBack = logged.filter(({ last: { entryId } }) => {
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

/** An addition whose name is now read differently keeps its id: the only addition of its destination that fits. */
function matchAdditions(
  { rule }: RuleReading,
  index: ListIndex,
  takenBack: readonly LoggedChange[],
): EntryIds {
  const ids = new Map<Entry, string>();
  const taken = new Set<string>();
  let logged = takenBack.filter(({ last }) => last.op === "added" && last.after !== null);
  let entries = rule.amendments
    .filter(({ op, list }) => op === "add" && list === index.list)
    .flatMap(({ entryIndexes }) => entryIndexes.flatMap((at) => rule.entries[at] ?? []));
  for (const marksOf of [printOf, nameOf, nameLettersOf, addressesOf, aliasesOf, placeOf]) {
    if (logged.length === 0) break;
    const areTwins = marksOf === printOf || marksOf === nameOf;
    const shared = Map.groupBy(entries.flatMap(marksOf), (mark) => mark);
    const marked = new Map<string, Set<string>>();
    for (const { last } of logged) {
      for (const mark of marksOf(last.after as Entry)) {
        marked.set(mark, (marked.get(mark) ?? new Set()).add(last.entryId));
      }
    }
    for (const entry of entries) {
      const marks = marksOf(entry).filter((mark) => areTwins || shared.get(mark)?.length === 1);
      const fits = marks.flatMap((mark) => [...(marked.get(mark) ?? [])]);
      const [id, ...others] = new Set(fits.filter((fit) => !taken.has(fit)));
      // Entries with the same print or name are twins and keep their order.
      if (id === undefined || (others.length > 0 && !areTwins)) continue;
      ids.set(entry, id);
      taken.add(id);
    }
    logged = logged.filter(({ last }) => !taken.has(last.entryId));
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

/** Matches the only one left in its destination. */
function placeOf(entry: Entry): string[] {
  return [destinationKey(entry)];
}

function notConfirmed({ last }: LoggedChange): Problem {
  const { name, destination } = (last.after ?? last.before) as Entry;
  const message = `${name} (${destination}) was ${last.op} by an earlier reading and is not found in this one; it stays`;
  return { code: "reread/not-confirmed", message, text: null };
}
