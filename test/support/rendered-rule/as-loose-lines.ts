/** The page as the text of its HTML body: each element, italics and links as well, on a line of its own. */

import type { PrintedPage } from "./printed-page.ts";
import { cellOf, citationsOf, type PrintedEntry, type PrintedRule } from "./printed-rule.ts";

const INDENT = " ".repeat(33);
const TABLE_STARS = "*         *         *         *         *         *         *";
const STARS = Array.from({ length: 5 }, () => "*");

export function asLooseLines(page: PrintedPage): string {
  return [
    "Department of Commerce",
    "Bureau of Industry and Security",
    "15 CFR Part 744",
    "[Docket No. 250324-0001]",
    "RIN 0694-AZ99",
    "(",
    "printed page 54657)",
    "AGENCY:",
    "Bureau of Industry and Security, Department of Commerce.",
    "ACTION:",
    "Final rule.",
    "SUMMARY:",
    page.summary,
    "DATES:",
    page.dates,
    "SUPPLEMENTARY INFORMATION:",
    "Background",
    ...page.preamble.flatMap(elements),
    "Accordingly, part 744 of the Export Administration Regulations (",
    "15 CFR parts 730-774",
    ") is amended as follows:",
    "PART 744—CONTROL POLICY: END-USER AND END-USE BASED",
    ...page.instructions.flatMap(instructionLines),
    ...tableLines(page),
    "A. Person,",
    "Deputy Assistant Secretary.",
    "[",
    ...page.frDoc.split(/ (?=Filed)/),
    "]",
    "BILLING CODE 3510-33-P",
    "",
  ].join("\n");
}

/** The label of an instruction has a line of its own. */
function instructionLines(text: string): string[] {
  const space = text.indexOf(" ");
  return [text.slice(0, space), ...elements(text.slice(space + 1))];
}

function elements(text: string): string[] {
  return text
    .split(/\{([^}]*)\}|\^(\d)\^/)
    .map((part = "") => part.trim())
    .filter(Boolean);
}

function tableLines({ table: rows, rule }: PrintedPage): string[] {
  if (rows.length === 0) return [];
  return [
    "Supplement No. 4 to Part 744—Entity List",
    ...STARS,
    "Country",
    "Entity",
    `License \n${INDENT}requirement`,
    `License \n${INDENT}review \n${INDENT}policy`,
    "Federal Register",
    "citation",
    TABLE_STARS,
    ...rows.flatMap((row) =>
      row.kind === "entry" ? entryLines(row.entry, rule) : [row.heading, TABLE_STARS.slice(0, 51)],
    ),
    TABLE_STARS,
    ...STARS,
  ];
}

/** A row of an address alone has lost its place: it stands behind the license columns of the row above it. */
function entryLines(entry: PrintedEntry, rule: PrintedRule): string[] {
  const { head, address } = cellOf(entry);
  const lines = address === null ? head : [...head, address];
  const citations = citationsOf(entry, rule).flatMap((citation) => {
    const linked = /^(\d+ FR \d+)(,.*)$/.exec(citation);
    return linked === null ? [citation] : [linked[1] ?? "", linked[2] ?? ""];
  });
  return [...lines.flatMap(elements), ...elements(entry.requirement), entry.policy, ...citations];
}
