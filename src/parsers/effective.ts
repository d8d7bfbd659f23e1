/** When a rule's amendments of a list take effect, from its DATES paragraph. */

import type { Problem } from "../model/rule.ts";
import { type EffectiveClause, type KnownDays, readEffectiveClauses } from "./effective-clauses.ts";
import { listOfSupplement } from "./list-supplement.ts";

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
  /** Numbers of the amendatory instructions that amend a list. */
  readonly listInstructions: readonly number[];
}

const INSTRUCTIONS =
  /\binstructions?\s+(?:nos?\.?\s*)?(\d[\d\s,]*(?:\s*(?:,|and|through|to|[-–])\s*\d+)*)/i;
const THE_LIST = /\b(?:entity list|unverified list|military end-?\s?user list|MEU list)\b/i;
/** Another place in the regulations: what stands there is not the list. */
const ANOTHER_PLACE = /§|\bsections?\b|\bparts?\s+\d|\bsupplement|\bECCNs?\b|\bparagraphs?\b/i;

/**
 * What is printed wins over what the API says; both are named where they differ. Placeholders and "upon publication"
 * give no date before that day is known: the note keeps them.
 */
export function readEffective(note: string | null, context: EffectiveContext): Effective {
  const { announced } = context;
  const clauses = readEffectiveClauses(note ?? "", context);
  const governing = governingClause(clauses, context.listInstructions);
  const printed = governing ?? earliest(clauses);
  const problems: Problem[] = [];
  if (governing === null && printed !== null) {
    const given = clauses.flatMap(({ on, also }) =>
      [on ?? "a day not known yet", also ?? []].flat(),
    );
    const days = [...new Set(given)].join(", ");
    problems.push({
      code: "effective/several",
      message: `the rule gives several effective dates (${days}) and does not say which is the list's; the earliest is taken`,
      text: note,
    });
  }
  const on = printed?.on ?? null;
  if (on !== null && announced !== null && on !== announced && governing !== null) {
    problems.push({
      code: "effective/disagrees",
      message: `the rule prints ${on} as its effective date, but the Federal Register's record says ${announced}; the printed date is taken`,
      text: note,
    });
  }
  return {
    effectiveOn: on ?? announced,
    effectiveAt: printed?.at ?? null,
    effectiveNote: note,
    problems,
  };
}

/** The clause that speaks of the amendments of a list; null where there is none or it cannot be told. */
function governingClause(
  clauses: readonly EffectiveClause[],
  listInstructions: readonly number[],
): EffectiveClause | null {
  const [first, ...more] = clauses;
  if (first === undefined || clauses.some(({ also }) => also !== null)) return null;
  if (more.every(({ on, at }) => on === first.on && at === first.at)) return first;
  const own = clauses.filter(({ subject }) => speaksOf(subject, listInstructions) === "the list");
  if (own.length === 1) return own[0] ?? null;
  const general = clauses.filter(
    ({ subject }) => speaksOf(subject, listInstructions) === "the rule",
  );
  const rest = clauses.length - general.length;
  const others = clauses.filter(({ subject }) => speaksOf(subject, listInstructions) === "another");
  return own.length === 0 && general.length === 1 && others.length === rest
    ? (general[0] ?? null)
    : null;
}

function speaksOf(
  subject: string,
  listInstructions: readonly number[],
): "the list" | "the rule" | "another" | "unclear" {
  const numbers = readNumbers(INSTRUCTIONS.exec(subject)?.[1] ?? "");
  if (numbers.length > 0) {
    const found = listInstructions.filter((number) => numbers.includes(number));
    if (listInstructions.length === 0) return "unclear";
    if (found.length === listInstructions.length) return "the list";
    return found.length === 0 ? "another" : "unclear";
  }
  if (THE_LIST.test(subject) || listOfSupplement(subject) !== null) return "the list";
  if (ANOTHER_PLACE.test(subject)) return "another";
  return /\bexcept|\bother than/i.test(subject) ? "unclear" : "the rule";
}

/** `3 and 4`, `2, 3, and 5`, `3 through 6`. */
function readNumbers(text: string): number[] {
  return text.split(/\s*(?:,|\band\b)\s*/).flatMap((part) => {
    const [from = Number.NaN, to = from] = [...part.matchAll(/\d+/g)].map(Number);
    if (Number.isNaN(from) || to < from || to - from > 500) return [];
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}

function earliest(clauses: readonly EffectiveClause[]): EffectiveClause | null {
  const dated = clauses.filter(({ on }) => on !== null);
  const known = dated.length > 0 ? dated : clauses;
  return known.toSorted((a, b) => (a.on ?? "").localeCompare(b.on ?? ""))[0] ?? null;
}
