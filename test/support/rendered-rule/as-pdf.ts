/** The page as its agency's typist sends it in: the PDF that is on display before publication. */

import type { Look } from "../../../src/demo/typeset/look.ts";
import {
  type Block,
  type Cell,
  type Manuscript,
  marked,
  plain,
  type TableRow,
} from "../../../src/demo/typeset/manuscript.ts";
import { typeset } from "../../../src/demo/typeset/typeset.ts";
import type { PrintedPage } from "./printed-page.ts";
import { cellOf, citationsOf, type PrintedEntry, type PrintedRule } from "./printed-rule.ts";

export async function asPdf(page: PrintedPage, look: Look): Promise<Uint8Array> {
  return typeset(asManuscript(page), look);
}

function asManuscript(page: PrintedPage): Manuscript {
  const { rule } = page;
  return {
    stamp: [
      "This document is scheduled to be published in the",
      `Federal Register on ${slashed(rule.publicationDate, 2)} and available online at`,
      `https://federalregister.gov/d/${rule.documentNumber}, and on https://govinfo.gov`,
    ],
    blocks: [
      { kind: "opening", text: plain("BILLING CODE 3510-33-P"), isStrong: false },
      { kind: "opening", text: plain("DEPARTMENT OF COMMERCE"), isStrong: true },
      { kind: "opening", text: plain("Bureau of Industry and Security"), isStrong: false },
      { kind: "opening", text: plain("15 CFR Part 744"), isStrong: false },
      { kind: "opening", text: plain("[Docket No. 250324-0001]"), isStrong: false },
      { kind: "opening", text: plain("RIN 0694-AZ99"), isStrong: false },
      { kind: "opening", text: plain(page.title), isStrong: true },
      {
        kind: "labelled",
        label: "AGENCY:",
        text: plain("Bureau of Industry and Security, Department of Commerce."),
      },
      { kind: "labelled", label: "ACTION:", text: plain("Final rule.") },
      { kind: "labelled", label: "SUMMARY:", text: marked(page.summary) },
      { kind: "labelled", label: "DATES:", text: plain(page.dates) },
      { kind: "heading", text: plain("SUPPLEMENTARY INFORMATION:") },
      { kind: "heading", text: plain("Background") },
      ...page.preamble.map((text): Block => ({ kind: "paragraph", text: marked(text) })),
      {
        kind: "paragraph",
        text: plain(
          "Accordingly, part 744 of the Export Administration Regulations (15 CFR parts 730-774) is amended as follows:",
        ),
      },
      { kind: "heading", text: plain("PART 744—CONTROL POLICY: END-USER AND END-USE BASED") },
      ...page.instructions.flatMap(instructionBlocks),
      ...tableBlocks(page),
      {
        kind: "lines",
        lines: [plain("A. Person,"), plain("Deputy Assistant Secretary for Strategic Trade.")],
      },
      { kind: "lines", lines: [plain(`[${displayedFrDoc(rule)}]`)] },
    ],
  };
}

function instructionBlocks(text: string, at: number, all: readonly string[]): Block[] {
  const depth = depthOf(text, all[at - 1] ?? "");
  const instruction: Block = { kind: "instruction", depth, text: marked(text) };
  if (at > 0) return [instruction];
  const authority = [
    { text: "Authority:", style: "bold" as const },
    { text: " 50 U.S.C. 4801-4852; 50 U.S.C. 4601 et seq." },
  ];
  return [instruction, { kind: "paragraph", text: authority }];
}

/** `i.` is a numeral unless it follows `h.`. */
function depthOf(text: string, before: string): number {
  if (/^\d+\. /.test(text)) return 0;
  return /^\(?i+[.)] /.test(text) && !before.startsWith("h.") ? 2 : 1;
}

function tableBlocks({ table, rule }: PrintedPage): Block[] {
  if (table.length === 0) return [];
  const rows = table.flatMap((row): TableRow[] =>
    row.kind === "entry" ? entryRows(row.entry, rule) : [{ kind: "country", name: row.heading }],
  );
  return [
    { kind: "heading", text: plain("Supplement No. 4 to Part 744—Entity List") },
    { kind: "stars" },
    {
      kind: "table",
      columns: [
        plain("Country"),
        plain("Entity"),
        plain("License requirement"),
        plain("License review policy"),
        marked("{Federal Register} citation"),
      ],
      rows: [{ kind: "stars" }, ...rows, { kind: "stars" }],
    },
    { kind: "stars" },
  ];
}

function entryRows(entry: PrintedEntry, rule: PrintedRule): TableRow[] {
  const { head, address } = cellOf(entry);
  const hasOwnRow = address !== null && entry.ownAddressRow;
  const lines = address === null || hasOwnRow ? head : [...head, address];
  const cells: Cell[] = [
    lines.map(marked),
    [marked(entry.requirement)],
    [marked(entry.policy)],
    [marked(citationsOf(entry, rule).join(" "))],
  ];
  if (!hasOwnRow) return [{ kind: "entry", cells }];
  return [
    { kind: "entry", cells },
    { kind: "address", cell: [marked(address)] },
  ];
}

/** `FR Doc. 2025-00001 Filed: 3/25/2025 8:45 am; Publication Date: 3/28/2025`. */
function displayedFrDoc({ documentNumber, effectiveOn, publicationDate }: PrintedRule): string {
  return `FR Doc. ${documentNumber} Filed: ${slashed(effectiveOn, 1)} 8:45 am; Publication Date: ${slashed(publicationDate, 1)}`;
}

function slashed(day: string, digits: number): string {
  const [year = "", ...parts] = day.split("-");
  return [...parts.map((part) => String(Number(part)).padStart(digits, "0")), year].join("/");
}
