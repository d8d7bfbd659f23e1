/**
 * Reads the claims in a rule's summary: how many entities and entries the rule adds, revises and removes, on which list
 * and under which destinations. A count that is not understood is null and reported as a problem.
 */

import type { ClaimCounts, Claims, ListClaims, Problem } from "../../model/reading/rule.ts";
import type { Clause } from "./clause.ts";
import { readClauses } from "./clauses.ts";
import { combineParts } from "./combine.ts";
import { resolveClauses } from "./resolve.ts";
import { firstListIn, splitIntoSentences } from "./tokens.ts";
import { settleClause } from "./totals.ts";

export interface ReadClaims {
  /** Null if the summary claims nothing about a list. */
  readonly claims: Claims | null;
  readonly problems: readonly Problem[];
}

type ClaimedOp = "added" | "revised" | "removed";

/** The Entity List of the Department of Homeland Security is a different list. */
const FALSE_FRIEND = /\bUFLPA\b|Uyghur Forced Labor/;
/** An amendment without a count. */
const UNCOUNTED =
  /\b(?:amend|modif|revis|correct)\w*\b(?:(?!\b(?:amend|modif|revis|correct))[^.])*\bentries\b(?:(?!\bentries\b)[^.])*\bon the Entity List\b/i;

/** In characters: ten times the longest summary of BIS. A clause may be read again for each clause before it. */
const LONGEST_SUMMARY = 20_000;

/** `title` gives the list if the summary names none. */
export function readClaims(summary: string, title: string): ReadClaims {
  const about = `${title} ${summary}`;
  const nothing = { claims: null, problems: [] };
  const named = firstListIn(about);
  if (named === null || FALSE_FRIEND.test(about)) return nothing;
  if (summary.length > LONGEST_SUMMARY) {
    const what = `it is longer than ${LONGEST_SUMMARY} characters`;
    return { claims: null, problems: [toProblem([what], summary.slice(0, 300))] };
  }
  const clauses = splitIntoSentences(summary).flatMap(readClauses);
  const { claimed, unread } = resolveClauses(clauses, named);
  const problems = unread.map(({ what, text }) => toProblem([what], text));
  const byList = [...Map.groupBy(claimed, ({ list }) => list)].map(([list, some]): ListClaims => {
    const of = (op: ClaimedOp) =>
      countsOf(
        some.filter((one) => one.operation === op),
        problems,
      );
    return { list, added: of("added"), revised: of("revised"), removed: of("removed") };
  });
  if (byList.length === 0 && !UNCOUNTED.test(summary)) return { claims: null, problems };
  const first = (op: ClaimedOp) => byList.find((some) => some[op] !== null)?.[op] ?? null;
  const claims = {
    lists: byList.length === 0 ? [named] : byList.map(({ list }) => list),
    added: first("added"),
    revised: first("revised"),
    removed: first("removed"),
    byList,
    text: summary,
  };
  return { claims, problems };
}

function countsOf(clauses: readonly Clause[], problems: Problem[]): ClaimCounts | null {
  if (clauses.length === 0) return null;
  const { counts, unread } = combineParts(clauses.map(settleClause));
  if (unread.length > 0)
    problems.push(toProblem(unread, clauses.map(({ text }) => text).join(" ")));
  return counts;
}

function toProblem(unread: readonly string[], text: string): Problem {
  const what = [...new Set(unread)].join("; ");
  return {
    code: "claim/unread",
    message: `a count in the summary was not understood: ${what}`,
    text,
  };
}
