/** Shows how a rule is read, as lines of text. */

import { tallyAmendments } from "../../model/events/draft-rule.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import type { Correction, Rule } from "../../model/reading/rule.ts";
import { findUnjustified } from "../../model/reading/unjustified.ts";
import { markUpClaims } from "./claims.ts";
import { markUpDoubts, markUpUnjustified } from "./doubts.ts";
import { markUpInstructions } from "./instructions.ts";
import { type Page, wrap } from "./page.ts";
import { markUpParticulars, nameRule } from "./particulars.ts";
import { createReasonPrinter } from "./reasons.ts";

export function markUpRule(reading: RuleReading, page: Page): string[] {
  const { rule, quarantine, correction } = reading;
  if (correction !== null) return markUpCorrection(rule, correction, page);
  const found = [rule.amendments, rule.entries, rule.problems, quarantine];
  if (found.every(({ length }) => length === 0)) {
    return wrap(page, `${nameRule(rule)}: this document amends no list`);
  }
  const reasons = createReasonPrinter(rule.justifications, page);
  return [
    ...markUpParticulars(rule, page),
    ...markUpClaims(rule, page),
    ...markUpInstructions(reading, reasons, page),
    ...markUpUnjustified(rule, page),
    ...markUpDoubts(reading, page),
    "",
    ...wrap(page, summarize(reading), { style: "bold" }),
  ];
}

/** The corrected rule is not shown, because only the store can combine the two documents. */
function markUpCorrection(
  { documentNumber, problems }: Rule,
  { corrects, substitutions, delayedUntil, withdraws }: Correction,
  page: Page,
): string[] {
  const does = withdraws ? "withdraws" : delayedUntil ? "delays" : "corrects";
  const until = delayedUntil === undefined ? "" : ` until ${delayedUntil}`;
  return [
    ...wrap(page, `${documentNumber} ${does} ${corrects}${until}; it amends no list`),
    ...substitutions.flatMap(({ printed, corrected }) =>
      wrap(page, `“${printed}” reads “${corrected}”`, { first: "  => ", rest: "     " }),
    ),
    ...problems.flatMap(({ code, message, text }) =>
      wrap(page, `${message} [${code}]: ${text ?? ""}`, { first: "  ! ", rest: "    " }),
    ),
  ];
}

function summarize({ rule, quarantine }: RuleReading): string {
  const tallies = tallyAmendments(rule);
  const total = (op: "added" | "revised" | "removed") =>
    `${tallies.reduce((sum, tally) => sum + tally[op], 0)} ${op}`;
  const claims = { true: "claims agree", false: "claims disagree", null: "no claims" };
  return [
    `${total("added")}, ${total("revised")}, ${total("removed")}`,
    claims[`${rule.claimsAgree}`],
    `${findUnjustified(rule).length} without a justification`,
    count(rule.problems.length, "problem"),
    `${count(quarantine.length, "row")} quarantined`,
  ].join("; ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
