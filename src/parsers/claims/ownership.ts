/** Tracks whether a sentence describes an act of this rule or of another rule. */

import type { Source } from "./sources.ts";
import type { Verb } from "./verbs.ts";

export class Ownership {
  private owner: "own" | "others" = "own";
  /** `In a separate rule, BIS …`: the rest of the sentence is about that rule. */
  private isAllOthers = false;
  /** The sentence has named this rule. */
  private hasOwnSource = false;
  /** `a rule that`: the following verbs belong to that rule. */
  private isRelative = false;
  /** `… that added ten entities …` inside an act of this rule; `counted` once a count has followed. */
  private embedded: "none" | "open" | "counted" = "none";

  get isOthers(): boolean {
    return this.owner === "others" || this.isAllOthers;
  }

  /** An act of another rule is described inside an act of this rule. */
  get isEmbedded(): boolean {
    return this.owner === "others" && this.embedded !== "none";
  }

  get speaksOfThisRule(): boolean {
    return this.hasOwnSource;
  }

  takeSource(source: Exclude<Source, "another">): void {
    if (source === "agency") {
      if (!this.isAllOthers) this.owner = "own";
      return;
    }
    this.hasOwnSource = true;
    this.isRelative = false;
    this.isAllOthers = false;
    this.owner = "own";
  }

  /** `In a separate rule`, before any operation. */
  giveAllAway(): void {
    this.isAllOthers = true;
  }

  /** `a separate rule`, `BIS published`. `isWithin`: an operation of this rule came before it. */
  giveAway(isWithin: boolean, next: string): void {
    this.isRelative ||= /^(?:that|which)$/.test(next);
    if (this.owner === "own" && isWithin) this.embedded = "open";
    this.owner = "others";
  }

  takeCount(): void {
    if (this.embedded === "open") this.embedded = "counted";
  }

  /** Returns to this rule if the structure of the sentence does. `before` is the word before the verb. */
  takeVerb(verb: Verb, before: string): void {
    // "corrects the rule that added ten entities by revising three": the last verb is this rule's.
    if (before === "by" && this.embedded === "counted") this.owner = "own";
    // "This rule goes with a separate rule adding ten entities and removes two entities".
    const isMain = this.hasOwnSource && /^(?:and|,|;|<cue>)$/.test(before) && !this.isRelative;
    if (verb.isFinite && isMain) this.owner = "own";
  }
}
