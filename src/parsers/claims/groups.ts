/** Attaches destinations to the clause that they belong to. */

import { type Clause, type Group, hasObject, INEXACT } from "./clause.ts";
import type { CountPhrase } from "./counts.ts";
import type { PhraseCursor } from "./cursor.ts";
import type { Phrase } from "./phrases.ts";
import type { Place } from "./places.ts";

/** `counts` stand before the destinations; `clauses` are all clauses of the sentence. */
export function addGroup(
  clause: Clause,
  phrase: Extract<Phrase, { kind: "places" }>,
  counts: readonly CountPhrase[],
  clauses: readonly Clause[],
  cursor: PhraseCursor,
): void {
  const { list, isEach, isOfAll } = phrase;
  noteUnread(clause, phrase, counts);
  const last = clause.groups.at(-1);
  if (counts.length === 0 && last !== undefined && cursor.isJoinedToPlaces()) {
    const places = [...last.places, ...list.places];
    clause.groups[clause.groups.length - 1] = { ...last, places };
    return;
  }
  const each = isEach || [...counts, ...list.places].some((one) => one.isEach);
  const group = groupOf(counts, each, list.places);
  clause.groups.push(group);
  if (isOfAll || clause.isBack) shareWithAll(clause, group, clauses);
}

function noteUnread(
  clause: Clause,
  { list, announced }: Extract<Phrase, { kind: "places" }>,
  counts: readonly CountPhrase[],
): void {
  if (list.places.every(({ count }) => count === null)) {
    clause.unread.push(...list.unclear.map((words) => `"${words}", which may be two destinations`));
  }
  if (announced !== null && announced !== list.places.length) {
    clause.unread.push(`${announced} destinations, of which ${list.places.length} were read`);
  }
  if (counts.some(({ isUnread }) => isUnread)) clause.unread.push(INEXACT);
}

function groupOf(counts: readonly CountPhrase[], isEach: boolean, places: readonly Place[]): Group {
  const entries = counts.filter(({ noun }) => noun === "entry");
  const others = counts.filter(({ noun }) => noun !== "entry");
  const isPair = entries.length === 1 && others.length > 0;
  const counted = isPair ? others : counts;
  const values = counted.flatMap(({ value }) => value ?? []);
  return {
    count: values.length === 0 ? null : sumOf(values),
    noun: counted[0]?.noun ?? null,
    entries: isPair ? (entries[0]?.value ?? null) : null,
    isEach,
    isRest: counts.some(({ isRest }) => isRest),
    places,
  };
}

/** `…, all under the destination of China` applies to all clauses of the sentence that name no destination. */
function shareWithAll(clause: Clause, group: Group, clauses: readonly Clause[]): void {
  if (group.count !== null || group.places.length > 1) return;
  for (const other of clauses) {
    if (other === clause || other.groups.length > 0 || other.isOthers) continue;
    if (hasObject(other)) other.groups.push(group);
  }
}

/** `five and three entities under China and Iran, respectively`. */
export function shareRespectively(clause: Clause, cursor: PhraseCursor): void {
  const group = clause.groups.at(-1);
  if (group === undefined) return;
  const counts = cursor.countsBefore().flatMap(({ value }) => value ?? []);
  if (counts.length !== group.places.length) {
    clause.unread.push('"respectively"');
    return;
  }
  const places = group.places.map((place, at) => ({ ...place, count: counts[at] ?? null }));
  clause.groups[clause.groups.length - 1] = { ...group, count: null, places };
  clause.bare = null;
  if (group.noun === "entry") clause.entries = sumOf(counts);
  else clause.parties = sumOf(counts);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
