/** A position in a sentence's phrases, with access to the phrases around it. */

import type { CountPhrase } from "./counts.ts";
import type { Phrase } from "./phrases.ts";

const JOINS = /^(?:and|,|;|or|as|well|plus|&|\(|:|then|–|—|-)$/;
/** Between a count and its destinations: `five will be listed on the Entity List under`. */
const BETWEEN =
  /^(?:is|are|be|being|will|would|to|the|a|on|of|from|,|each|all|also|listed|located|based|and|in|which|that|under|have|has|been|bis's|entities|now|then|both)$/;
const BEFORE_LIST = /^(?:to|from|on|off|onto|into|the|its|bis's|list|of)$/;
const MAX_IN_BRACKETS = 6;

export function joins(word: string): boolean {
  return JOINS.test(word) || word.startsWith("<");
}

export function isDash(word: string): boolean {
  return /^[-–—]$/.test(word);
}

export class PhraseCursor {
  readonly phrases: readonly Phrase[];
  nth = 0;

  constructor(phrases: readonly Phrase[]) {
    this.phrases = phrases;
  }

  /** The word `back` phrases before this one; `<kind>` if that phrase is not a word. */
  before(back = 1): string {
    return wordOf(this.phrases[this.nth - back]);
  }

  get next(): string {
    return wordOf(this.phrases[this.nth + 1]);
  }

  /** The word after the names at this position. */
  afterNames(): string {
    return wordOf(this.phrases.slice(this.nth).find(({ kind }) => kind !== "name"));
  }

  /** Whether destinations follow before another count or operation. `isNamed` requires `the destination of`. */
  placesFollow(isNamed = false): boolean {
    for (let at = this.nth + 1; at < this.phrases.length; at += 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "places") return phrase.isNamed || !isNamed;
      if (phrase === undefined || !this.isBetween(phrase, at)) return false;
    }
    return false;
  }

  private isBetween(phrase: Phrase, at: number): boolean {
    if (phrase.kind === "verb") return phrase.verb.form === "passive";
    if (phrase.kind === "count") {
      return phrase.count.noun === "entry" && /^(?:under|in)$/.test(wordOf(this.phrases[at - 1]));
    }
    if (phrase.kind === "word") return BETWEEN.test(phrase.key);
    return phrase.kind === "list" || phrase.kind === "cue";
  }

  isInBrackets(): boolean {
    for (let back = 1; back <= MAX_IN_BRACKETS; back += 1) {
      const word = this.before(back);
      if (word === "(") return true;
      if (word === ")" || word === "") return false;
    }
    return false;
  }

  /** Only commas and `and` separate these destinations from those before: `under China, under Iran`. */
  isJoinedToPlaces(): boolean {
    for (let at = this.nth - 1; at >= 0; at -= 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "places") return true;
      if (phrase?.kind !== "word" || !JOINS.test(phrase.key)) return false;
    }
    return false;
  }

  /** A conjunction joins this list to the one before: `to the Entity List, as well as to the Unverified List`. */
  isJoinedToList(): boolean {
    let isJoined = false;
    for (let at = this.nth - 1; at >= 0; at -= 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "list") return isJoined;
      if (phrase?.kind !== "word" || !(JOINS.test(phrase.key) || BEFORE_LIST.test(phrase.key))) {
        return false;
      }
      isJoined ||= /^(?:and|or|well|plus)$/.test(phrase.key);
    }
    return false;
  }

  /** The list or program after this count: `two entities to the Unverified List`. */
  listAhead(): Extract<Phrase, { kind: "list" }> | null {
    for (let at = this.nth + 1; at < this.phrases.length; at += 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "list") return phrase;
      if (phrase?.kind !== "word" || !BEFORE_LIST.test(phrase.key)) return null;
    }
    return null;
  }

  /** The counts since the last verb, in order. */
  countsBefore(): CountPhrase[] {
    const counts: CountPhrase[] = [];
    for (let at = this.nth - 1; at >= 0; at -= 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "verb") break;
      if (phrase?.kind === "count" && phrase.count.value !== null) counts.unshift(phrase.count);
    }
    return counts;
  }

  /** The words from the last verb up to `back` phrases before this one; `?` for a phrase that is no name and no word. */
  wordsSinceVerb(back: number): string {
    const words: string[] = [];
    for (let at = this.nth - back; at >= 0; at -= 1) {
      const phrase = this.phrases[at];
      if (phrase?.kind === "verb") break;
      const isName = phrase?.kind === "name";
      words.unshift(isName ? phrase.text : phrase?.kind === "word" ? phrase.key : "?");
    }
    return words.join(" ");
  }
}

function wordOf(phrase: Phrase | undefined): string {
  if (phrase === undefined) return "";
  return phrase.kind === "word" ? phrase.key : `<${phrase.kind}>`;
}
