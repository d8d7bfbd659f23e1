/** Decides what a count after an operation counts: its object, the object's entries, or a part with destinations. */

import {
  addCount,
  type Clause,
  countsOnlyAddresses,
  hasObject,
  INEXACT,
  NAMED_BESIDE,
} from "./clause.ts";
import type { CountPhrase } from "./counts.ts";
import { joins, type PhraseCursor } from "./cursor.ts";

/** Before an operation's object: `adding, also, up to ten entities`. */
const BEFORE_OBJECT =
  /^(?:<verb>|<list>|<cue>|list|,|:|also|up|than|over|least|approximately|about|nearly|almost|roughly|around|to|and|both|either|the|further|hereby|following)$/;
const COLLECTION = /^(?:tranche|group|set|batch|total|number|list|series|sum)$/;
/** A count of entries after an object and one of these words belongs to the object: `for a total of sixteen entries`. */
const BEFORE_ENTRIES =
  /^(?:for|representing|comprising|totaling|in|under|across|with|as|into|on|of)$/;
const BEFORE_PARTIES = /^(?:for|representing|comprising|of|covering|to)$/;
/** `, Ltd.` belongs to the name before it. */
const NAME_COMMA = /, (?=(?:Ltd|Inc|LLC|Co|Corp|Limited)\b)/g;

/** `pending`: the count is kept for the destinations that follow. */
export type Taken = "taken" | "pending" | "dropped";

/** A count after an active verb. */
export function takeCount(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  const before = cursor.before();
  if (hasObject(clause)) return takeFurther(clause, count, cursor);
  const isObject = BEFORE_OBJECT.test(before) && before !== "to";
  if (clause.isNominal && before === "of") return takeObject(clause, count, cursor);
  if (!clause.hasPart && (isObject || isOfCollection(cursor))) {
    return takeObject(clause, count, cursor);
  }
  return takeTouched(clause, count, cursor);
}

/** A count of other things or of parts of entries: these are the object of the operation. */
export function takeOther(clause: Clause, count: CountPhrase, cursor: PhraseCursor): void {
  if (hasObject(clause)) return;
  if (count.noun === "part") {
    clause.hasPart = true;
    clause.isOfNames = count.isDefinite && cursor.next === "of";
  } else if (BEFORE_OBJECT.test(cursor.before())) {
    clause.hasPart = true;
    clause.countsOther = !count.isArticle && !count.isDefinite && !count.isOfProgram;
  }
}

/** `the first tranche of 103 entities`. */
function isOfCollection(cursor: PhraseCursor): boolean {
  return cursor.before() === "of" && COLLECTION.test(cursor.before(2));
}

export function takeObject(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  clause.isListed ||= count.isListed;
  const isUncounted = count.isDefinite && count.value === null;
  if (isOfParts(clause, count, isUncounted)) {
    clause.hasPart = true;
    // "the entry for Acme", or "the entries for the two entities", where the count follows.
    clause.isOfEntries = count.noun === "entry";
    clause.isOfNames = count.noun === "part" && cursor.next === "of";
    clause.named = clause.isOfEntries && count.isOneThing && cursor.next === "for" ? 1 : 0;
  } else if (count.isSubset || isUncounted) clause.isBack = true;
  else if (count.noun === null && cursor.placesFollow()) {
    // "adds 25 in Iran and two in Turkey" counts parties claimed before.
    clause.isBack = true;
    return "pending";
  } else if (count.noun === null) {
    clause.bare = count.value;
    if (count.isUnread) clause.unread.push(INEXACT);
  } else {
    if (count.isDefinite) clause.repeated = count.value;
    addCount(clause, count);
    if (clause.named > 0) countName(clause, cursor);
  }
  return "taken";
}

/** The object of the verb is a part of entries; the number of entries may follow. */
function isOfParts(clause: Clause, count: CountPhrase, isUncounted: boolean): boolean {
  const { noun } = count;
  if (isUncounted && noun === "entry") return count.determiner === "the";
  if (isUncounted && noun !== "party") return true;
  if (count.isSubset) return false;
  return noun === "change" || (noun === "address" && clause.operation !== "added");
}

/** `adding Acme Co., Ltd. (Acme) and five affiliates` counts six, if exactly one name stands there. */
function countName(clause: Clause, cursor: PhraseCursor): void {
  const rest = cursor.wordsSinceVerb(2).replace(NAME_COMMA, "");
  const isOne = cursor.before() === "and" && !/[,;?]|\band\b|\bor\b/.test(rest);
  if (isOne && clause.parties !== null) clause.parties += 1;
  else clause.unread.push(NAMED_BESIDE);
  clause.named = 0;
}

/** `six aliases from one entry`, `a footnote designation to nine existing entries`: the entries are revised. */
function takeTouched(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  const before = cursor.before();
  const isOfEntries = count.noun === "entry" || count.noun === "party";
  clause.hasUnplacedCount ||=
    isOfEntries && !count.isArticle && !count.isDefinite && !count.isSubset;
  if (!isOfEntries || count.isSubset) return "dropped";
  if (count.isDefinite && count.value === null) return "dropped";
  if (count.isArticle && !count.isListed && count.noun !== "entry") return "dropped";
  if (!/^(?:to|from|for|in|of|on)$/.test(before)) return "dropped";
  if (clause.isWeak && !count.isListed && count.list === null) return "dropped";
  clause.hasUnplacedCount = false;
  // "removing the entries for two entities"
  const isOfName = clause.isOfList && before === "of" && clause.isOfNames;
  const isEntry = clause.isOfEntries || /^entr(?:y|ies)$/.test(cursor.before(2));
  const isWhole = isOfName || (isEntry && before === "for");
  if (clause.operation !== "moved" && !isWhole) clause.operation = "revised";
  clause.hasPart = true;
  addCount(clause, count);
  return "taken";
}

/** A count after the object. */
function takeFurther(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  const before = cursor.before();
  if (isOfAnEntry(clause, count, before)) {
    clause.addresses = null;
    clause.hasPart = true;
    return takeTouched(clause, count, cursor);
  }
  if (count.isSubset && cursor.placesFollow()) {
    // "two of these entities are located in China"
    clause.isPartial = true;
    return "pending";
  }
  if (count.isSubset || (count.isDefinite && !count.isRest)) return "dropped";
  if (count.isUnread) clause.unread.push(INEXACT);
  if (isEntriesOf(clause, count, cursor)) clause.entries = count.value;
  else if (isPartiesOf(clause, count, before)) addCount(clause, count);
  else if (clause.isBrokenDown || before === "(" || cursor.isInBrackets()) {
    return takeBreakdown(clause, count, cursor);
  } else return takeBeside(clause, count, cursor);
  return "taken";
}

/** A count next to the object: of more objects, or of destinations. */
function takeBeside(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  const before = cursor.before();
  if (isMoreObject(clause, count, cursor)) return takeJoined(clause, count);
  if (isOfPlaces(count, cursor)) {
    return BEFORE_ENTRIES.test(before) && before !== "with" ? "dropped" : "pending";
  }
  if (!joins(before)) return "dropped";
  return count.isArticle && count.noun !== "address" ? "dropped" : takeJoined(clause, count);
}

function isOfPlaces(count: CountPhrase, cursor: PhraseCursor): boolean {
  const { noun, isRest, isEach } = count;
  return isRest || isEach || noun === "change" || noun === null || cursor.placesFollow();
}

/** `two addresses to the entry for Acme`, `three addresses for two listed entities`. */
function isOfAnEntry(clause: Clause, count: CountPhrase, before: string): boolean {
  if (!countsOnlyAddresses(clause) || !/^(?:to|for|of|from|in)$/.test(before)) return false;
  const isOfEntries = count.noun === "entry" || count.noun === "party";
  return isOfEntries && (!count.isArticle || count.isDefinite || count.isListed);
}

/** `twelve entities, under a total of sixteen entries`, `three entities (four entries)`. */
function isEntriesOf(clause: Clause, count: CountPhrase, cursor: PhraseCursor): boolean {
  const before = cursor.before();
  if (count.noun !== "entry" || clause.entries !== null || clause.groups.length > 0) return false;
  if (BEFORE_ENTRIES.test(before)) return !(before === "with" && cursor.placesFollow());
  return !cursor.placesFollow() && (!joins(before) || before === "(" || before === ",");
}

/** `three entries for two entities`. */
function isPartiesOf(clause: Clause, count: CountPhrase, before: string): boolean {
  if (count.noun !== "party" || clause.parties !== null || clause.groups.length > 0) return false;
  return BEFORE_PARTIES.test(before) && !count.isArticle;
}

/** `29 entries (26 entities and 3 addresses)`, `44 entities (8 entities and 36 subordinate institutions)`. */
function takeBreakdown(clause: Clause, count: CountPhrase, cursor: PhraseCursor): Taken {
  const { entries, parties, addresses } = clause;
  if (isOfPlaces(count, cursor)) return "pending";
  if (count.noun === "entry") clause.entries ??= count.value;
  else if (entries !== null && parties === null && count.noun === "party") addCount(clause, count);
  else if (entries !== null && addresses === null && count.noun === "address") {
    addCount(clause, count);
  }
  return "taken";
}

/** `two entities and one address, under China`: the destination applies to both. */
function isMoreObject(clause: Clause, count: CountPhrase, cursor: PhraseCursor): boolean {
  if (cursor.before() !== "and" || cursor.before(2) !== "<count>") return false;
  return clause.groups.length === 0 && (count.noun === "address" || count.noun === "party");
}

/** `two entities and one address`, `ten Chinese entities and five Iranian entities`. */
function takeJoined(clause: Clause, count: CountPhrase): Taken {
  const { parties, entries, addresses } = clause;
  const isAdded =
    (count.noun === "party" && entries === null) ||
    (count.noun === "address" && addresses === null) ||
    (count.noun === "entry" && parties === null);
  if (isAdded) addCount(clause, count);
  else clause.unread.push("a second count");
  return "taken";
}
