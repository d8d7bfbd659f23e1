/**
 * The page as `pdftotext` gives a manuscript on display, without its layout: printed lines one below the other, a
 * hyphen at a line's end lost with its break, the cells of each page's table column by column.
 */

import { wrapLines } from "./ascii-print.ts";
import type { PrintedPage } from "./printed-page.ts";
import { cellOf, citationsOf, FOOTNOTE, withoutItalics } from "./printed-rule.ts";

export interface ManuscriptLook {
  /** Letters in a line. */
  readonly columns: number;
  /** Of the first line of a paragraph, in letters. */
  readonly indent: number;
  /** Where blank lines stand: between paragraphs, between all lines, or only between pages. */
  readonly blanks: "pages" | "paragraphs" | "lines";
  readonly linesPerPage: number;
  readonly hasStamp: boolean;
  /** Page numbers and form feeds, which the Federal Register's raw text has lost. */
  readonly hasPages: boolean;
}

export const PLAIN_LOOK: ManuscriptLook = {
  columns: 92,
  indent: 6,
  blanks: "pages",
  linesPerPage: 30,
  hasStamp: true,
  hasPages: true,
};

const CELL_COLUMNS = [12, 30, 18, 16, 12];
const TABLE_LINES = 24;
const HEAD = [
  "Country",
  "Entity",
  "License requirement",
  "License review policy",
  "Federal Register citation",
];

export function asExtractedText(page: PrintedPage, look: ManuscriptLook = PLAIN_LOOK): string {
  const pages = [...inPages(proseOf(page, look), look.linesPerPage), ...tablePages(page)];
  const last = pages.pop() ?? [];
  const printed = [
    ...pages,
    [...last, "", "Jane Roe,", "Deputy Assistant Secretary.", lastLine(page)],
  ];
  const text = printed.map((lines, nth) => {
    const number = look.hasPages ? ["", String(nth + 1)] : [];
    return [...lines, ...number, ""].join("\n");
  });
  return text.join(look.hasPages ? "\n\f" : "\n");
}

function lastLine({ frDoc, rule }: PrintedPage): string {
  const [year, month, day] = rule.publicationDate.split("-").map(Number);
  const filed = /Filed (\d+)-(\d+)-(\d+)/.exec(frDoc) ?? [];
  return `[FR Doc. ${rule.documentNumber} Filed: ${filed[1]}/${filed[2]}/20${filed[3]} 4:15 pm; Publication Date: ${month}/${day}/${year}]`;
}

function proseOf(page: PrintedPage, look: ManuscriptLook): string[] {
  const { rule } = page;
  const [year, month, day] = rule.publicationDate.split("-");
  const stamp = [
    "This document is scheduled to be published in the",
    `Federal Register on ${month}/${day}/${year} and available online at`,
    `https://federalregister.gov/d/${rule.documentNumber}, and on https://govinfo.gov`,
    "",
  ];
  const masthead = [
    "BILLING CODE 3510-33-P",
    "DEPARTMENT OF COMMERCE",
    "Bureau of Industry and Security",
    "15 CFR Part 744",
    "[Docket No. 250324-0001]",
    "RIN 0694-AZ99",
    page.title,
  ];
  const paragraphs = [
    "AGENCY: Bureau of Industry and Security, Department of Commerce.",
    "ACTION: Final rule.",
    `SUMMARY: ${page.summary}`,
    `DATES: ${page.dates}`,
    "SUPPLEMENTARY INFORMATION:",
    "Background",
    ...page.preamble,
    "Accordingly, part 744 of the Export Administration Regulations (15 CFR parts 730-774) is amended as follows:",
    "PART 744—CONTROL POLICY: END-USER AND END-USE BASED",
    ...page.instructions.slice(0, 1),
    "Authority: 50 U.S.C. 4801-4852.",
    ...page.instructions.slice(1),
  ];
  const body = paragraphs.flatMap((text) => {
    const lines = setLines(withoutItalics(text), look.columns, look.indent);
    return look.blanks === "paragraphs" ? [...lines, ""] : lines;
  });
  const lines = [...masthead, ...body];
  const spaced = look.blanks === "lines" ? lines.flatMap((line) => [line, ""]) : lines;
  return [...(look.hasStamp ? stamp : []), ...spaced];
}

/** Two lines with a hyphen between them come as one, without it. */
function setLines(text: string, columns: number, indent: number): string[] {
  const wrapped = wrapLines(" ".repeat(indent) + text, columns).map((line) => line.trim());
  const lines: string[] = [];
  for (const line of wrapped) {
    const above = lines.at(-1);
    if (above === undefined || !/[\p{L}\p{N}]-$/u.test(above)) lines.push(line);
    else lines[lines.length - 1] = above.slice(0, -1) + line;
  }
  return lines;
}

function inPages(lines: readonly string[], length: number): string[][] {
  const count = Math.ceil(lines.length / length);
  return Array.from({ length: count }, (_, nth) => lines.slice(nth * length, (nth + 1) * length));
}

/** Cells are cut at each page, and the columns of a page come one after the other. */
function tablePages(page: PrintedPage): string[][] {
  if (page.table.length === 0) return [];
  const columns: string[][] = CELL_COLUMNS.map(() => []);
  for (const row of page.table) {
    const cells =
      row.kind === "destination"
        ? [[row.heading], ["******"], [], [], []]
        : [
            [],
            [...cellOf(row.entry).head, cellOf(row.entry).address ?? ""],
            [row.entry.requirement.replace(FOOTNOTE, "$1")],
            [row.entry.policy],
            citationsOf(row.entry, page.rule),
          ];
    const set = cells.map((texts, at) =>
      texts
        .filter(Boolean)
        .flatMap((text) => setLines(withoutItalics(text), CELL_COLUMNS[at] ?? 12, 0)),
    );
    const height = Math.max(...set.map((lines) => lines.length));
    set.forEach((lines, at) => {
      columns[at]?.push(...lines, ...Array<string>(height - lines.length).fill(""));
    });
  }
  const pages = columns.map((lines) => inPages(lines, TABLE_LINES));
  const heading = ["Supplement No. 4 to Part 744—Entity List", "*****"];
  return (pages[0] ?? []).map((_, nth) => {
    const cells = pages.flatMap((column, at) => [
      ...(nth === 0 ? [HEAD[at] ?? "", ""] : []),
      ...(column[nth] ?? []).filter((line) => line !== ""),
      "",
    ]);
    return nth === 0 ? [...heading, ...cells] : cells;
  });
}
