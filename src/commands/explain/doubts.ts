/** What a person must look at: parties without a reason, problems, rows held back; and what to do about each. */

import type { Entry } from "../../model/entry.ts";
import type { QuarantinedRow, RuleReading } from "../../model/reading.ts";
import type { Problem, Rule } from "../../model/rule.ts";
import { findUnjustified } from "../../model/unjustified.ts";
import { heading, type Page, wrap } from "./page.ts";

const ADVICE: Readonly<Record<string, string>> = {
  "claim/disagrees":
    "count the entries of the printed rule: either the summary is wrong, or a row or instruction was missed",
  "effective/disagrees":
    "go by the printed DATES paragraph; report the record to the Federal Register",
  "effective/several":
    "read the DATES paragraph to see which date is that of the list's amendments",
  "instruction/unread": "carry out this instruction by hand, and report it so that it can be read",
  "name/without-row": "look for the entry in the printed table: it may stand under another name",
  "table/beside-rows":
    "see in the printed table what it means, and whether it is a row that came apart",
  "row/without-instruction": "look for the instruction that adds or revises this row",
};
/** What the text left open in an entry, by its flag; other flags name repairs that leave nothing open. */
const OPEN_FLAGS: Readonly<Record<string, string>> = {
  "alias-count-differs": "the text announces another number of aliases than it gives",
  "license-requirement-missing": "no license requirement is printed",
  "license-review-policy-missing": "no license review policy is printed",
  "license-review-policy-unread": "the license review policy names no known standard",
  "citation-missing": "no Federal Register citation is printed",
};
const OTHER_ADVICE = "compare with the printed rule";
const ROW_ADVICE = "read the row in the printed table: nothing of it is in the entries above";
/** Of a text that the page has in full elsewhere, or the print has. */
const SHOWN_LENGTH = 300;

export function markUpUnjustified(rule: Rule, page: Page): string[] {
  const open = findUnjustified(rule);
  if (open.length === 0) return [];
  return [
    ...heading(page, "WITHOUT A REASON"),
    ...open.flatMap(({ name, destination }) =>
      wrap(page, `${name}, under ${destination}`, { first: "  - " }),
    ),
  ];
}

export function markUpDoubts({ rule, rows, quarantine }: RuleReading, page: Page): string[] {
  const open = rule.entries.flatMap((entry, at) => markUpEntry(entry, rows[at] ?? [], page));
  if (rule.problems.length + quarantine.length + open.length === 0) return [];
  return [
    ...heading(page, "TO BE LOOKED AT"),
    ...rule.problems.flatMap((problem, at) => {
      // Several claims may rest on one summary.
      const isShown = problem.text === null || rule.problems[at - 1]?.text === problem.text;
      return markUpProblem(problem, isShown, page);
    }),
    ...quarantine.flatMap((row) => markUpRow(row, page)),
    ...open,
  ];
}

function markUpEntry({ name, flags }: Entry, rows: readonly number[], page: Page): string[] {
  return flags.flatMap((flag) => {
    const said = OPEN_FLAGS[flag];
    if (said === undefined) return [];
    const where = `${name}, row ${rows.join(" and ")}`;
    return wrap(page, `${where}: ${said} [${flag}]`, { first: "  ! ", style: "yellow" });
  });
}

function markUpProblem({ code, message, text }: Problem, isShown: boolean, page: Page): string[] {
  return [
    ...wrap(page, `${message} [${code}]`, { first: "  ! ", style: "red" }),
    ...(isShown ? [] : quote(text ?? "", page)),
    ...wrap(page, `What to do: ${ADVICE[code] ?? OTHER_ADVICE}.`, {
      first: "    ",
      rest: "      ",
    }),
  ];
}

function markUpRow({ list, row, reason, text }: QuarantinedRow, page: Page): string[] {
  return [
    ...wrap(page, `row ${row} of ${list} is held back: ${reason}`, { first: "  ! ", style: "red" }),
    ...quote(text, page),
    ...wrap(page, `What to do: ${ROW_ADVICE}.`, { first: "    ", rest: "      " }),
  ];
}

function quote(text: string, page: Page): string[] {
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return wrap(page, shown, { first: "    | ", rest: "    | ", style: "dim" });
}
