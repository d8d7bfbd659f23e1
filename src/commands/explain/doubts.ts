/** Parties without a justification, problems and quarantined rows, each with advice. */

import type { Entry } from "../../model/entry.ts";
import { adviceOn, OPEN_FLAGS, ROW_ADVICE } from "../../model/reading/advice.ts";
import type { QuarantinedRow, RuleReading } from "../../model/reading/reading.ts";
import type { Problem, Rule } from "../../model/reading/rule.ts";
import { findUnjustified } from "../../model/reading/unjustified.ts";
import { heading, type Page, wrap } from "./page.ts";

/** Characters of a quoted text. The rest is elsewhere on the page or in the printed rule. */
const SHOWN_LENGTH = 300;

export function markUpUnjustified(rule: Rule, page: Page): string[] {
  const open = findUnjustified(rule);
  if (open.length === 0) return [];
  return [
    ...heading(page, "WITHOUT A JUSTIFICATION"),
    ...open.flatMap(({ name, destination }) =>
      wrap(page, `${name}, under ${destination}`, { first: "  - " }),
    ),
  ];
}

export function markUpDoubts({ rule, rows, quarantine }: RuleReading, page: Page): string[] {
  const open = rule.entries.flatMap((entry, at) => markUpEntry(entry, rows[at] ?? [], page));
  if (rule.problems.length + quarantine.length + open.length === 0) return [];
  return [
    ...heading(page, "NEEDS ATTENTION"),
    ...rule.problems.flatMap((problem, at) => {
      // Several problems may quote the same text. It is shown once.
      const isShown = problem.text === null || rule.problems[at - 1]?.text === problem.text;
      return markUpProblem(problem, isShown, page);
    }),
    ...quarantine.flatMap((row) => markUpRow(row, page)),
    ...open,
  ];
}

function markUpEntry({ name, flags }: Entry, rows: readonly number[], page: Page): string[] {
  return flags.flatMap((flag) => {
    const meaning = OPEN_FLAGS[flag];
    if (meaning === undefined) return [];
    const where = `${name}, row ${rows.join(" and ")}`;
    return wrap(page, `${where}: ${meaning} [${flag}]`, { first: "  ! ", style: "yellow" });
  });
}

function markUpProblem({ code, message, text }: Problem, isShown: boolean, page: Page): string[] {
  return [
    ...wrap(page, `${message} [${code}]`, { first: "  ! ", style: "red" }),
    ...(isShown ? [] : quote(text ?? "", page)),
    ...wrap(page, `What to do: ${adviceOn(code)}.`, {
      first: "    ",
      rest: "      ",
    }),
  ];
}

function markUpRow({ list, row, reason, text }: QuarantinedRow, page: Page): string[] {
  return [
    ...wrap(page, `row ${row} of ${list} is quarantined: ${reason}`, {
      first: "  ! ",
      style: "red",
    }),
    ...quote(text, page),
    ...wrap(page, `What to do: ${ROW_ADVICE}.`, { first: "    ", rest: "      " }),
  ];
}

function quote(text: string, page: Page): string[] {
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return wrap(page, shown, { first: "    | ", rest: "    | ", style: "dim" });
}
