/** The page in GPO's fixed-width print, as govinfo's HTML pages hold it: 72 columns, ASCII, page marks. */

import { asciiPrint, wrapLines } from "./ascii-print.ts";
import { gpoTable } from "./gpo-table.ts";
import { longDate, type PrintedPage } from "./printed-page.ts";
import { withoutItalics } from "./printed-rule.ts";

const COLUMNS = 72;
const RULE_LINE = "-".repeat(71);

/** `pageBreaks`: between which lines of the text a page ends; counted around where the text is shorter. */
export function asGpoText(page: PrintedPage, pageBreaks: readonly number[] = []): string {
  const { rule } = page;
  const head = [
    `[Federal Register Volume ${Number(rule.publicationDate.slice(0, 4)) - 1935}, Number 58 (${longDate(rule.publicationDate)})]`,
    "[Rules and Regulations]",
    "[Pages 14046-14053]",
    "From the Federal Register Online via the Government Publishing Office [www.gpo.gov]",
    `[FR Doc No: ${rule.documentNumber}]`,
    "",
    "=======================================================================",
    RULE_LINE,
    "",
    "DEPARTMENT OF COMMERCE",
    "",
    "Bureau of Industry and Security",
    "",
    "15 CFR Part 744",
    "",
    "[Docket No. 250324-0001]",
    "RIN 0694-AZ99",
    "",
    "",
    ...paragraph(page.title, ""),
    "",
    "AGENCY: Bureau of Industry and Security, Department of Commerce.",
    "",
    "ACTION: Final rule.",
    "",
    RULE_LINE,
    "",
    ...paragraph(`SUMMARY: ${page.summary}`, ""),
    "",
    ...paragraph(`DATES: ${page.dates}`, ""),
    "",
    "SUPPLEMENTARY INFORMATION: ",
    "",
    "Background",
    "",
  ];
  const body = [
    ...page.preamble.flatMap((text) => paragraph(text, "    ")),
    ...paragraph(
      "Accordingly, part 744 of the Export Administration Regulations (15 CFR parts 730-774) is amended as follows:",
      "    ",
    ),
    "",
    "PART 744--CONTROL POLICY: END-USER AND END-USE BASED",
    "",
    ...page.instructions.flatMap(instructionLines),
    "",
  ];
  return [
    ...head,
    ...withPageMarks(body, pageBreaks),
    ...gpoTable(page),
    `[${page.frDoc}]`,
    "BILLING CODE 3510-33-P",
    "",
  ].join("\n");
}

/** A bullet stands before each instruction; print spells it `0`. */
function instructionLines(text: string): string[] {
  return ["0", ...paragraph(text, /^\d/.test(text) ? "" : " ")];
}

function paragraph(text: string, indent: string): string[] {
  const lines = wrapLines(indent + asciiPrint(withoutItalics(text)), COLUMNS);
  return lines.map((line, at) => (at === lines.length - 1 ? line : `${line} `));
}

function withPageMarks(lines: readonly string[], breaks: readonly number[]): string[] {
  const places = new Set(breaks.map((at) => at % lines.length));
  let page = 14_046;
  return lines.flatMap((line, at) => {
    if (!places.has(at)) return [line];
    page += 1;
    return ["", `[[Page ${page}]]`, "", line];
  });
}
