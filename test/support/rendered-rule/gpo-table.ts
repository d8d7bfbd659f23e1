/** The list's table in fixed-width print: dashed lines, dot leaders, a cell's further lines indented by one. */

import { asciiPrint, wrapLines } from "./ascii-print.ts";
import type { PrintedPage } from "./printed-page.ts";
import {
  cellOf,
  citationsOf,
  type PrintedEntry,
  type PrintedRule,
  withoutItalics,
} from "./printed-rule.ts";

const WIDTHS = [34, 28, 19, 19, 20];
const GAP = "  ";
const TOTAL = WIDTHS.reduce((sum, width) => sum + width + GAP.length, 0);
const DASHES = "-".repeat(TOTAL);
const STARS = `${" ".repeat(50)}* * * * * * *`;
const HEAD = [
  ["", "", "License", "License review", "Federal Register"],
  ["Country", "Entity", "requirement", "policy", "citation"],
];

export function gpoTable({ table: rows, rule }: PrintedPage): string[] {
  if (rows.length === 0) return [];
  return [
    "Supplement No. 4 to Part 744--Entity List",
    "",
    "* * * * *",
    "",
    DASHES,
    ...HEAD.map((cells) => line(cells.map((cell, at) => centered(cell, WIDTHS[at] ?? 0)))),
    DASHES,
    " ",
    STARS,
    ...rows.flatMap((row) =>
      row.kind === "entry"
        ? entryLines(row.entry, rule)
        : [`${asciiPrint(row.heading).padEnd(34, ".")}  * * * * * *`],
    ),
    " ",
    STARS,
    DASHES,
    "",
    "* * * * *",
    "",
  ];
}

function entryLines(entry: PrintedEntry, rule: PrintedRule): string[] {
  const { head, address } = cellOf(entry);
  const printed = [
    [],
    address === null ? head : [...head, address],
    [entry.requirement],
    [entry.policy],
    [citationsOf(entry, rule).join(" ")],
  ];
  const cells = printed.map((lines, at) =>
    lines.flatMap((text) => cellLines(text, WIDTHS[at] ?? 0)),
  );
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => line(cells.map((lines) => lines[at] ?? "")));
}

function cellLines(text: string, width: number): string[] {
  const [first = "", ...more] = wrapLines(asciiPrint(withoutItalics(text)), width - 1);
  return [first, ...more.map((rest) => ` ${rest}`)];
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
    .join(GAP)
    .trimEnd();
}

function centered(text: string, width: number): string {
  return " ".repeat(Math.floor((width - text.length) / 2)) + text;
}
