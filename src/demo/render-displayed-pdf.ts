/** Renders a rule as the displayed PDF. It has the same content as the XML. */

import type { RuleFacts } from "./facts.ts";
import { type PageRow, type RulePage, rulePage, shortDate } from "./rule-page.ts";
import { type Look, USUAL_LOOK } from "./typeset/look.ts";
import {
  type Block,
  type Manuscript,
  marked,
  plain,
  type Table,
  type TableRow,
} from "./typeset/manuscript.ts";
import { typeset } from "./typeset/typeset.ts";

/** Returns the bytes of the PDF. It uses the standard fonts unless `look` names others. */
export async function renderDisplayedPdf(
  facts: RuleFacts,
  look: Look = USUAL_LOOK,
): Promise<Uint8Array> {
  return typeset(manuscriptOf(rulePage(facts)), look);
}

function manuscriptOf(page: RulePage): Manuscript {
  return {
    stamp: [
      "This document is scheduled to be published in the",
      `Federal Register on ${paddedDate(page.publishedOn)} and available online at`,
      `https://federalregister.gov/d/${page.documentNumber}, and on https://govinfo.gov`,
    ],
    blocks: [
      ...openingBlocks(page),
      { kind: "heading", text: plain("SUPPLEMENTARY INFORMATION:") },
      ...page.reasons.map((text): Block => ({ kind: "paragraph", text: plain(text) })),
      { kind: "heading", text: plain("List of entities") },
      ...page.names.flatMap(({ place, names }): Block[] => [
        { kind: "heading", text: plain(place) },
        ...names.map((name): Block => ({ kind: "bullet", text: plain(name) })),
      ]),
      { kind: "instruction", depth: 0, text: plain(page.authority.instruction) },
      {
        kind: "paragraph",
        text: [{ text: "Authority:", style: "bold" }, { text: ` ${page.authority.text}` }],
      },
      ...page.instructions.map(
        (text, at): Block => ({ kind: "instruction", depth: at === 0 ? 0 : 1, text }),
      ),
      { kind: "heading", text: plain("Supplement No. 4 to Part 744—Entity List") },
      { kind: "stars" },
      tableOf(page),
      { kind: "stars" },
      { kind: "lines", lines: [plain("[Name],"), plain("[Title].")] },
      { kind: "lines", lines: [plain(filingLine(page))] },
    ],
  };
}

function openingBlocks({ docket, rin, title, summary, dates }: RulePage): Block[] {
  const numbers = [docket, rin].filter((text) => text !== null);
  const line = (text: string, isStrong = false): Block => {
    return { kind: "opening", text: plain(text), isStrong };
  };
  const labelled = (label: string, text: string): Block => {
    return { kind: "labelled", label, text: plain(text) };
  };
  return [
    line("BILLING CODE 3510-33-P"),
    line("DEPARTMENT OF COMMERCE", true),
    line("Bureau of Industry and Security"),
    line("15 CFR Part 744"),
    ...numbers.map((text) => line(text)),
    line(title, true),
    labelled("AGENCY:", "Bureau of Industry and Security, Department of Commerce."),
    labelled("ACTION:", "Final rule."),
    labelled("SUMMARY:", summary),
    labelled("DATES:", dates),
  ];
}

function tableOf({ table }: RulePage): Table {
  return {
    kind: "table",
    columns: [
      plain("Country"),
      plain("Entity"),
      plain("License requirement"),
      plain("License review policy"),
      marked("{Federal Register} citation"),
    ],
    rows: [
      { kind: "stars" },
      ...table.flatMap(({ destination, rows }): TableRow[] => [
        { kind: "country", name: destination },
        ...rows.flatMap(tableRows),
        { kind: "stars" },
      ]),
    ],
  };
}

function tableRows(row: PageRow): TableRow[] {
  const cells = [
    row.lines,
    [row.licenseRequirement],
    [plain(row.licenseReviewPolicy)],
    [plain(row.citations)],
  ];
  if (row.address === null) return [{ kind: "entry", cells }];
  return [
    { kind: "entry", cells },
    { kind: "address", cell: [row.address] },
  ];
}

/** A special filing on the afternoon of the effective date. */
function filingLine({ documentNumber, filedOn, publishedOn }: RulePage): string {
  const [filed, published] = [filedOn, publishedOn].map((day) => shortDate(day, "/", 4));
  return `[FR Doc. ${documentNumber} Filed: ${filed} 4:15 pm; Publication Date: ${published}]`;
}

/** `2025-03-28` → `03/28/2025`. */
function paddedDate(day: string): string {
  const [year, month, date] = day.split("-");
  return `${month}/${date}/${year}`;
}
