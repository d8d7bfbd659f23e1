/** Keeps track of whose doing a sentence tells: this rule's, or another rule's. */

import type { Source } from "./sources.ts";
import type { Verb } from "./verbs.ts";

export class Ownership {
  private owner: "own" | "others" = "own";
  /** `In a separate rule, BIS …`: all that follows in the sentence. */
  private isAllOthers = false;
  /** The sentence has spoken of this rule. */
  private hasOwnSource = false;
  /** `a rule that`: the verbs that follow are that rule's. */
  private isRelative = false;
  /** `… that added ten entities …`, within what this rule does; whether a count was told since. */
  private embedded: "none" | "told" | "counted" = "none";

  get isOthers(): boolean {
    return this.owner === "others" || this.isAllOthers;
  }

  /** Within what this rule does, another rule's doing is told. */
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

  /** `a separate rule`, `BIS published`. `isWithin`: this rule's operation was told before it. */
  giveAway(isWithin: boolean, next: string): void {
    this.isRelative ||= /^(?:that|which)$/.test(next);
    if (this.owner === "own" && isWithin) this.embedded = "told";
    this.owner = "others";
  }

  takeCount(): void {
    if (this.embedded === "told") this.embedded = "counted";
  }

  /** Gives the verb back to this rule where the sentence's structure does. `before`: the word before the verb. */
  takeVerb(verb: Verb, before: string): void {
    // "corrects the rule that added ten entities by revising three": the last is this rule's.
    if (before === "by" && this.embedded === "counted") this.owner = "own";
    // "This rule goes with a separate rule adding ten entities and removes two entities".
    const isMain = this.hasOwnSource && /^(?:and|,|;|<cue>)$/.test(before) && !this.isRelative;
    if (verb.isFinite && isMain) this.owner = "own";
  }
}
