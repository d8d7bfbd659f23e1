/** Finds counts of entries that no known operation claims. */

import { type Clause, emptyClause } from "./clause.ts";
import type { CountPhrase } from "./counts.ts";
import type { PhraseCursor } from "./cursor.ts";
import type { Cue, Phrase } from "./phrases.ts";
import type { Sentence } from "./tokens.ts";

/** `BIS added ten entities to the Entity List.` may describe this rule or an earlier one. */
export function hasUndatedCount({ tokens }: Sentence, phrases: readonly Phrase[]): boolean {
  if (tokens.some(({ kind }) => kind === "reference")) return false;
  const verb = phrases.findIndex(({ kind }, at) => kind === "past" && isAgency(phrases[at - 1]));
  if (verb === -1) return false;
  const [object, ...others] = phrases.slice(verb + 1);
  const isCounted =
    object?.kind === "count" && !object.count.isDefinite && object.count.value !== null;
  const isOfEntries = isCounted && /^(?:party|entry)$/.test(object.count.noun ?? "");
  return isOfEntries && others.some((phrase) => phrase.kind === "list" && phrase.list !== null);
}

/** "Two entities are added under two destinations, accounting for the difference": it makes no new claim. */
export function isExplanation(phrases: readonly Phrase[]): boolean {
  const has = (cue: Cue) => phrases.some((phrase) => phrase.kind === "cue" && phrase.cue === cue);
  const isActing = phrases.some(
    (phrase) => phrase.kind === "verb" && phrase.verb.form === "active",
  );
  return has("explains") || (has("spreads") && !isActing);
}

function isAgency(phrase: Phrase | undefined): boolean {
  return phrase?.kind === "source" && phrase.source === "agency";
}

/** A clause that is reported as not understood. */
export function unknownClause(text: string): Clause {
  return { ...emptyClause(text), operation: "unknown", isListed: true, parties: 0 };
}

/** `takes three companies off the Entity List`: a count put on a list or taken from it, by an unknown verb. */
export function isPutOnList(count: CountPhrase, cursor: PhraseCursor): boolean {
  const isOfEntries = count.noun === "party" || count.noun === "entry";
  if (!isOfEntries || count.isDefinite || count.isArticle || count.isSubset) return false;
  const ahead = cursor.listAhead();
  return ahead !== null && ahead.list !== null && /^(?:to|from|off)$/.test(ahead.preposition);
}

/** `These 24 entities`, `all 13 persons`, `of the 32 persons` repeat the number of an earlier claim. */
export function noteRepeatedCount(clause: Clause, count: CountPhrase, cursor: PhraseCursor): void {
  const isEarlier = /^(?:these|those|all|both)$/.test(count.determiner) || cursor.before() === "of";
  if (isEarlier && !count.isArticle) clause.repeated ??= count.value;
  clause.repeatedNoun ??= count.noun;
}

/** The count stands before any operation. */
export function isSubject(clause: Clause, count: CountPhrase): boolean {
  return clause.isTentative ? count.isDefinite : clause.operation === null;
}
