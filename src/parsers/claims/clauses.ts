/** Reads the clauses of a sentence, phrase by phrase. */

import { addCount, type Clause, emptyClause, hasObject } from "./clause.ts";
import type { CountPhrase } from "./counts.ts";
import { isDash, PhraseCursor } from "./cursor.ts";
import { addGroup, shareRespectively } from "./groups.ts";
import { linkClauses } from "./links.ts";
import { takeCount, takeObject, takeOther } from "./objects.ts";
import { Ownership } from "./ownership.ts";
import { type Cue, type Phrase, readPhrases } from "./phrases.ts";
import type { Source } from "./sources.ts";
import { isOfAnotherList, takeList, takeName } from "./targets.ts";
import type { Sentence } from "./tokens.ts";
import * as unclaimed from "./unclaimed-counts.ts";
import type { Form, Operation, Verb } from "./verbs.ts";

/** In printed order. */
export function readClauses(sentence: Sentence): Clause[] {
  const phrases = readPhrases(sentence);
  if (unclaimed.isExplanation(phrases)) return [];
  const clauses = new ClauseReader(sentence.text, phrases).read();
  return unclaimed.hasUndatedCount(sentence, phrases)
    ? [...clauses, unclaimed.unknownClause(sentence.text)]
    : clauses;
}

class ClauseReader {
  private readonly text: string;
  private readonly cursor: PhraseCursor;
  private readonly owner = new Ownership();
  private readonly clauses: Clause[] = [];
  private clause: Clause | null = null;
  /** Counts whose destinations follow. */
  private pending: CountPhrase[] = [];
  /** The count that a passive verb may claim. */
  private subject: CountPhrase | null = null;
  private lastForm: Form | null = null;
  /** After `that were added`: the next list is the one they were added to. */
  private isInRelative = false;
  /** After `because`. */
  private isReason = false;
  /** After `also`. */
  private isMore = false;

  constructor(text: string, phrases: readonly Phrase[]) {
    this.text = text;
    this.cursor = new PhraseCursor(phrases);
  }

  read(): Clause[] {
    const { cursor } = this;
    for (cursor.nth = 0; cursor.nth < cursor.phrases.length; cursor.nth += 1) {
      const phrase = cursor.phrases[cursor.nth];
      if (phrase !== undefined) this.take(phrase);
    }
    this.dropPending();
    linkClauses(this.clauses);
    return this.clauses;
  }

  private take(phrase: Phrase): void {
    if (phrase.kind === "source") this.takeSource(phrase.source);
    else if (phrase.kind === "past") this.giveAway();
    else if (phrase.kind === "verb") this.takeVerb(phrase.verb);
    else if (phrase.kind === "count") this.takeCount(phrase.count);
    else if (phrase.kind === "places") this.takePlaces(phrase);
    else if (phrase.kind === "list") {
      // "that were removed from the Unverified List" describes the parties.
      if (this.isInRelative && /^(?:to|from|on)$/.test(phrase.preposition))
        this.isInRelative = false;
      else if (this.clause !== null) takeList(this.clause, phrase, this.cursor);
    } else if (phrase.kind === "unread") this.current().unread.push(`"${phrase.text}"`);
    else if (phrase.kind === "cue") this.takeCue(phrase.cue);
    else if (phrase.kind === "name") {
      if (this.clause !== null) takeName(this.clause, this.cursor);
    } else this.takeMark(phrase.key);
  }

  private takeMark(mark: string): void {
    if (mark === ";") this.isReason = false;
    if (mark === ":" || (isDash(mark) && this.cursor.next === "<count>")) this.breakDown();
  }

  /** The parts of the object follow a colon. */
  private breakDown(): void {
    if (this.clause !== null) this.clause.isBrokenDown = hasObject(this.clause);
  }

  /** The current clause; opens one that refers to earlier claims if there is none. */
  private current(): Clause {
    this.clause ??= this.open({ isBack: true });
    return this.clause;
  }

  private open(part: Partial<Clause>): Clause {
    this.dropPending();
    const { isMore } = this;
    const clause = { ...emptyClause(this.text), isOthers: this.owner.isOthers, isMore, ...part };
    this.clauses.push(clause);
    return clause;
  }

  /** Counts that no destinations followed: in a clause with an operation, they were not understood. */
  private dropPending(): void {
    const isCounted = this.pending.some(({ isArticle }) => !isArticle);
    if (isCounted && this.clause !== null && this.isInOperation) {
      this.clause.unread.push("a count without a destination");
    }
    this.pending = [];
  }

  private get isInOperation(): boolean {
    return (this.clause?.operation ?? null) !== null;
  }
  /** The clause revises entries that it counts. */
  private get isRevising(): boolean {
    return this.clause?.operation === "revised" && hasObject(this.clause);
  }

  private takeSource(source: Source): void {
    if (source !== "another") {
      this.owner.takeSource(source);
      return;
    }
    const isAdverbial = /^(?:in|by|through|under|via)$/.test(this.cursor.before());
    // "… the ten entities that were removed from another list in a prior rule."
    if (isAdverbial && this.lastForm === "past" && this.isInOperation) return;
    // "BIS is adding five entities in a separate rule."
    if (isAdverbial && this.clause !== null && this.isInOperation) this.clause.isOthers = true;
    else if (isAdverbial) this.owner.giveAllAway();
    else this.giveAway();
  }

  private giveAway(): void {
    this.owner.giveAway(this.isInOperation, this.cursor.next);
  }

  private takeCue(cue: Cue): void {
    if (cue === "more") this.isMore = true;
    else if (cue === "reason") this.isReason = true;
    else if (cue === "follows") this.owner.giveAway(false, "");
    else if (cue === "partial") this.takePartial();
    else if (cue === "listed" && this.clause !== null) this.clause.isListing = true;
    else if (cue === "whole") this.breakDown();
    else if (cue === "respectively" && this.clause !== null) {
      shareRespectively(this.clause, this.cursor);
    }
  }

  /** `modifies 19 entries to change a policy, of which 15 are in China` refers to the entries, not to the policy. */
  private takePartial(): void {
    if (this.clause?.isMeans && !hasObject(this.clause)) {
      this.clause = this.clauses.findLast(hasObject) ?? this.clause;
    }
    if (this.clause !== null) this.clause.isPartial = true;
  }

  private takeVerb(verb: Verb): void {
    const { operation, form, isWeak } = verb;
    const before = this.cursor.before();
    const isJoined = this.lastForm === "passive" && /^(?:and|or|,)$/.test(before);
    if (form === "noun") this.takeNominal(operation);
    else if (form === "past") this.takePast();
    else if (form === "reduced" && !isJoined) this.takeReduced(operation);
    else if (form === "passive" || form === "reduced") this.takePassive(operation, isJoined);
    else {
      this.lastForm = form;
      this.isReason = false;
      this.isInRelative = false;
      this.owner.takeVerb(verb, before);
      const isAgain = /^(?:and|or|,|;)$/.test(this.cursor.before(2));
      // "by adding an alias to one entry, and by removing an address of another"
      const isNext = before === "by" && this.clause?.isMeans === true;
      const isMeans = isNext || (/^(?:to|by)$/.test(before) && this.isRevising && !isAgain);
      this.clause = this.open({ operation, isWeak, isMeans });
      // "does not add", "after removing".
      if (/^(?:not|without|before|after|than)$/.test(before)) this.clause.isOthers = true;
      this.isMore = false;
      this.subject = null;
    }
  }

  /** The past tense is about another rule, unless the sentence speaks of this rule. */
  private takePast(): void {
    this.lastForm = "past";
    this.isInRelative = this.isInOperation;
    const { subject } = this;
    if (subject === null || subject.isDefinite || subject.value === null) return;
    if (this.owner.speaksOfThisRule) this.current().unread.push("a count in the past tense");
  }

  /** `the addition of five entities`. */
  private takeNominal(operation: Operation): void {
    const object = this.cursor.phrases[this.cursor.nth + 2];
    if (this.cursor.next !== "of" || object?.kind !== "count" || object.count.isArticle) return;
    this.clause = this.open({ operation, isNominal: true });
  }

  /** `Five entities, under Iran, are added`. `isJoined`: `… are removed from one list and added to another`. */
  private takePassive(operation: Operation, isJoined: boolean): void {
    this.lastForm = "passive";
    const { clause, subject } = this;
    const first = isJoined ? this.clauses.at(-1) : undefined;
    if (first !== undefined) {
      const groups = [...first.groups];
      this.clause = this.open({ ...first, operation, list: null, groups, unread: [] });
    } else if (subject === null || subject.isDefinite || subject.isSubset) {
      if (clause?.isBack) clause.operation ??= operation;
      else if (subject !== null) this.clause = this.open({ operation, isBack: true });
    } else this.claimSubject(operation, subject);
  }

  private claimSubject(operation: Operation, subject: CountPhrase): void {
    const taken = this.clause?.isBack ? this.clause : this.open({});
    if (!taken.isTentative) addCount(taken, subject);
    taken.operation = operation;
    taken.isBack = false;
    taken.isTentative = false;
    taken.isMore ||= this.isMore;
    this.clause = taken;
    this.pending = this.pending.filter((count) => count !== subject);
    this.subject = null;
  }

  /** `ten entities added and two entries revised`. */
  private takeReduced(operation: Operation): void {
    const { subject, clause } = this;
    // "The person added is located in" refers to an earlier claim.
    if (subject?.isDefinite && clause?.isBack) clause.operation ??= operation;
    if (subject === null || subject.isDefinite || subject.value === null) return;
    if (this.cursor.before() === "<count>" && !this.isInOperation) {
      this.takePassive(operation, false);
    }
  }

  private takeCount(count: CountPhrase): void {
    this.owner.takeCount();
    if (this.owner.isEmbedded) return;
    if (this.isReason && !this.cursor.placesFollow(true)) return;
    const { clause } = this;
    if (clause !== null && count.isOfProgram) clause.isOfProgram = true;
    if (count.noun === "other" || count.noun === "part") {
      if (clause !== null && this.isInOperation) takeOther(clause, count, this.cursor);
    } else if (clause === null || unclaimed.isSubject(clause, count)) this.takeSubject(count);
    else this.takeObject(clause, count);
  }

  private takeObject(clause: Clause, count: CountPhrase): void {
    if (isOfAnotherList(clause, this.cursor)) {
      const { operation, isWeak } = clause;
      this.clause = this.open({ operation, isWeak });
      takeObject(this.clause, count, this.cursor);
      return;
    }
    clause.list ??= count.list;
    const taken = takeCount(clause, count, this.cursor);
    if (taken === "pending") this.pending.push(count);
    else if (taken === "dropped") this.dropCount(count);
  }

  private dropCount(count: CountPhrase): void {
    if (count.isDefinite) this.pending = [];
    if (this.owner.isOthers || this.clause?.hasUnplacedCount) return;
    if (!unclaimed.isPutOnList(count, this.cursor)) return;
    this.clauses.push(unclaimed.unknownClause(this.text));
  }

  /** Before any operation: `These 24 entities`, `Of the 32 persons, one`. */
  private takeSubject(count: CountPhrase): void {
    if (count.isDefinite) {
      unclaimed.noteRepeatedCount(this.current(), count, this.cursor);
      this.subject = count;
      return;
    }
    // "The sixteen entities and three addresses are listed under": both are the subject.
    const isJoined = this.cursor.before() === "and" && this.cursor.before(2) === "<count>";
    if (this.subject?.isDefinite && isJoined && count.noun !== null) return;
    const isOwn = count.noun === "party" || count.noun === "entry" || count.noun === "address";
    if (this.clause === null && isOwn && !count.isSubset) {
      this.clause = this.open({ isBack: true, isTentative: true });
      addCount(this.clause, count);
      this.subject = count;
      return;
    }
    const isGroup = !count.isSubset && this.cursor.placesFollow();
    if (!isGroup || this.subject === null || count.noun !== null) this.subject = count;
    if (count.isSubset && this.cursor.placesFollow()) {
      // "two of these entities are located in China"
      this.current().isPartial = true;
      this.pending.push(count);
    } else if (isGroup || (count.noun === null && !count.isSubset)) this.pending.push(count);
  }

  private takePlaces(phrase: Extract<Phrase, { kind: "places" }>): void {
    if ((this.isReason && !phrase.isNamed) || this.owner.isEmbedded) return;
    const counts = this.pending;
    this.pending = [];
    addGroup(this.current(), phrase, counts, this.clauses, this.cursor);
  }
}
