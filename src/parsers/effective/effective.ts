/** When a rule's amendments of a list take effect, from its DATES paragraph. */

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
  /** Only where a time of day stands beside a date, or the rule takes effect on display. */
  readonly effectiveAt: string | null;
  /** The text as printed. */
  readonly effectiveNote: string | null;
  readonly problems: readonly Problem[];
}

export interface EffectiveContext extends KnownDays {
  /** The API's `effective_on`. */
  readonly announced: string | null;
  /** The labels of the amendatory instructions that amend a list; none where they bear no numbers. */
  readonly listInstructions: readonly InstructionPath[];
  /** `2023-03929`: it begins with the year of its filing. */
  readonly documentNumber?: string;
}

/**
 * What is printed wins over what the API says; both are named where they differ. Placeholders and "upon publication"
 * give no date before that day is known: the note keeps them. A day that cannot be that of this rule is not used.
 */
export function readEffective(note: string | null, context: EffectiveContext): Effective {
  const all = readEffectiveClauses(note ?? "", context);
  const named = all.filter(({ isApplicable }) => !isApplicable);
  // A rule that only says from when it is applicable takes effect then.
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

/** "Effective immediately", and no record says when. */
function isUnread(
  clauses: readonly EffectiveClause[],
  announced: string | null,
  note: string | null,
): boolean {
  return clauses.length === 0 && announced === null && saysEffective(note ?? "");
}

/** The clause that speaks of all amendments of a list; null where there is none or it cannot be told. */
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
      ? `the rule excepts something of the list's from its effective date (${days}) and does not say from when that takes effect; the date is taken for all`
      : `the rule gives several effective dates (${days.join(", ")}) and does not say which is the list's; ${used} is taken`;
  return { code: "effective/several", message, text };
}

function unread(announced: string | null, text: string | null): Problem {
  const instead = announced === null ? "none is taken" : `the record's ${announced} is taken`;
  const message = `the rule's effective date cannot be told from its print; ${instead}`;
  return { code: "effective/unread", message, text };
}

function pending(words: string, text: string | null): Problem {
  const message = `the rule takes effect ${words}, which is no known day yet`;
  return { code: "effective/pending", message, text };
}

function implausibleDays(
  days: readonly (string | null)[],
  instead: string | null,
  context: EffectiveContext,
  text: string | null,
): Problem[] {
  const taken = instead === null ? "none is taken" : `${instead} is taken`;
  const out = new Set(days.filter((day) => day !== null && !isPlausibleDay(day, context)));
  return [...out].map((day) => ({
    code: "effective/implausible",
    message: `${day} cannot be the rule's effective date: it lies too far from the day on which the rule was filed; ${taken}`,
    text,
  }));
}

/** Nothing, where it is the effective date. */
function applicableFrom(
  { on, unread }: EffectiveClause,
  taken: string | null,
  text: string | null,
): Problem[] {
  if (!unread && on === taken) return [];
  const from = on ?? "a day that was not read";
  const message = `the rule is applicable from ${from}, and effective from ${taken ?? "a day not known"}; the effective date is taken`;
  return [{ code: "effective/applicable", message, text }];
}

function disagreeing(on: string, announced: string, text: string | null): Problem {
  const message = `the rule prints ${on} as its effective date, but the Federal Register's record says ${announced}; the printed date is taken`;
  return { code: "effective/disagrees", message, text };
}

function earliest(clauses: readonly EffectiveClause[]): EffectiveClause | null {
  const dated = clauses.filter(({ on }) => on !== null);
  const known = dated.length > 0 ? dated : clauses;
  return known.toSorted((a, b) => (a.on ?? "").localeCompare(b.on ?? ""))[0] ?? null;
}
