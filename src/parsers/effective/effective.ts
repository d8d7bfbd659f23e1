/** Reads when a rule's amendments of a list take effect, from its DATES paragraph. */

import type { Problem } from "../../model/reading/rule.ts";
import type { InstructionPath } from "../instructions/references.ts";
import {
  type EffectiveClause,
  type KnownDays,
  readEffectiveClauses,
  saysEffective,
} from "./clauses.ts";
import { isPlausibleDay } from "./plausible.ts";
import { exceptsFromTheRule, readSubject } from "./subject.ts";

export interface Effective {
  readonly effectiveOn: string | null;
  /** Only if a time of day is printed with a date, or if the rule takes effect on display. */
  readonly effectiveAt: string | null;
  /** The text as printed. */
  readonly effectiveNote: string | null;
  readonly problems: readonly Problem[];
}

export interface EffectiveContext extends KnownDays {
  /** The API's `effective_on`. */
  readonly announced: string | null;
  /** The labels of the amendatory instructions that amend a list; empty if they have no numbers. */
  readonly listInstructions: readonly InstructionPath[];
  /** `2023-03929`: it begins with the year of filing. */
  readonly documentNumber?: string;
}

/**
 * The printed date takes precedence over the API's; a problem names both if they differ. Placeholders and "upon
 * publication" give no date until that day is known; the note keeps them. An implausible day is not used.
 */
export function readEffective(note: string | null, context: EffectiveContext): Effective {
  const all = readEffectiveClauses(note ?? "", context);
  const named = all.filter(({ isApplicable }) => !isApplicable);
  // A rule that gives only an applicability date takes effect on that date.
  const clauses = named.length > 0 ? named : all;
  const governing = governingClause(clauses, context.listInstructions);
  const printed = governing ?? earliest(clauses);
  const announced = plausible(context.announced, context);
  const on = plausible(printed?.on ?? null, context);
  const problems: Problem[] = [];
  if (governing === null && printed !== null) problems.push(several(clauses, on, note));
  if (governing?.unread || isUnread(all, context.announced, note)) {
    problems.push(unread(announced, note));
  }
  if (governing !== null && governing.pending !== null) {
    problems.push(pending(governing.pending, note));
  }
  const days = [printed?.on ?? null, context.announced];
  problems.push(...implausibleDays(days, on ?? announced, context, note));
  const applicable = all.find((clause) => !clauses.includes(clause));
  if (applicable !== undefined) problems.push(...applicableFrom(applicable, on, note));
  if (on !== null && announced !== null && on !== announced && governing !== null) {
    problems.push(disagreeing(on, announced, note));
  }
  return {
    effectiveOn: on ?? announced,
    effectiveAt: on === null ? null : (printed?.at ?? null),
    effectiveNote: note,
    problems,
  };
}

function plausible(day: string | null, context: EffectiveContext): string | null {
  return day !== null && isPlausibleDay(day, context) ? day : null;
}

/** "Effective immediately", and the API's record gives no date. */
function isUnread(
  clauses: readonly EffectiveClause[],
  announced: string | null,
  note: string | null,
): boolean {
  return clauses.length === 0 && announced === null && saysEffective(note ?? "");
}

/** The clause that covers all amendments of a list; null if there is none or if that is unclear. */
function governingClause(
  clauses: readonly EffectiveClause[],
  listInstructions: readonly InstructionPath[],
): EffectiveClause | null {
  const [first, ...more] = clauses;
  if (first === undefined || clauses.some(({ also }) => also !== null)) return null;
  const subjects = clauses.map(({ subject }) => readSubject(subject, listInstructions));
  const isLeftOver = clauses.some(({ subject }, at) => {
    return exceptsFromTheRule(subject) && subjects[at] !== "the rule";
  });
  if (!isLeftOver && more.every(({ on, at }) => on === first.on && at === first.at)) return first;
  if (subjects.includes("unclear")) return null;
  const own = clauses.filter((_, at) => subjects[at] === "the list");
  const general = clauses.filter((_, at) => subjects[at] === "the rule");
  const [governing, ...others] = own.length > 0 ? own : general;
  return others.length === 0 ? (governing ?? null) : null;
}

function several(
  clauses: readonly EffectiveClause[],
  taken: string | null,
  text: string | null,
): Problem {
  const given = clauses.flatMap(({ on, also }) => [on ?? "a day not known yet", also ?? []].flat());
  const days = [...new Set(given)];
  const used = taken === null ? "none" : `the earliest, ${taken},`;
  const message =
    days.length === 1
      ? `the rule excludes some amendments of the list from its effective date (${days}) and gives no date for them; the date is used for all`
      : `the rule gives several effective dates (${days.join(", ")}) and does not say which one applies to the list; ${used} is used`;
  return { code: "effective/several", message, text };
}

function unread(announced: string | null, text: string | null): Problem {
  const instead = announced === null ? "none is used" : `the record's ${announced} is used`;
  const message = `the rule's effective date cannot be read from its text; ${instead}`;
  return { code: "effective/unread", message, text };
}

function pending(words: string, text: string | null): Problem {
  const message = `the rule takes effect ${words}, a day that is not known yet`;
  return { code: "effective/pending", message, text };
}

function implausibleDays(
  days: readonly (string | null)[],
  instead: string | null,
  context: EffectiveContext,
  text: string | null,
): Problem[] {
  const taken = instead === null ? "none is used" : `${instead} is used`;
  const out = new Set(days.filter((day) => day !== null && !isPlausibleDay(day, context)));
  return [...out].map((day) => ({
    code: "effective/implausible",
    message: `${day} cannot be the rule's effective date: it is too far from the day of filing; ${taken}`,
    text,
  }));
}

/** Empty if the applicability date is the effective date. */
function applicableFrom(
  { on, unread }: EffectiveClause,
  taken: string | null,
  text: string | null,
): Problem[] {
  if (!unread && on === taken) return [];
  const from = on ?? "a day that was not read";
  const message = `the rule is applicable from ${from} and effective from ${taken ?? "an unknown day"}; the effective date is used`;
  return [{ code: "effective/applicable", message, text }];
}

function disagreeing(on: string, announced: string, text: string | null): Problem {
  const message = `the rule prints ${on} as its effective date, but the Federal Register's record says ${announced}; the printed date is used`;
  return { code: "effective/disagrees", message, text };
}

function earliest(clauses: readonly EffectiveClause[]): EffectiveClause | null {
  const dated = clauses.filter(({ on }) => on !== null);
  const known = dated.length > 0 ? dated : clauses;
  return known.toSorted((a, b) => (a.on ?? "").localeCompare(b.on ?? ""))[0] ?? null;
}
