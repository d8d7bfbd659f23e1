/** Renders rows as the eCFR's part 744 with Supplement No. 4, in the markup of 2026. */

import type { RowFacts } from "./facts.ts";
import { escapeLine, escapeXml } from "./markup.ts";

const COLUMNS = ["Country", "Entity", "License requirement", "License review<br/>policy"];

/** Rows of one destination must be adjacent, because only the first one prints the country. */
export function renderSnapshot(rows: readonly RowFacts[]): string {
  const body = rows.map((row, at) => renderRow(row, row.destination !== rows[at - 1]?.destination));
  return `<?xml version="1.0"?>
<DIV5 N="744" TYPE="PART" VOLUME="2">
<HEAD>PART 744—CONTROL POLICY: END-USER AND END-USE BASED
</HEAD>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX">
<HEAD>Supplement No. 4 to Part 744—Entity List
</HEAD>
<DIV width="100%"><DIV class="gpotbl_div">
<TABLE border="1" cellpadding="1" cellspacing="1" class="gpo_table" frame="void" width="100%">
<THEAD>
<TR>
${COLUMNS.map((column) => `<TH class="center border-right-single">${column}</TH>`).join("\n")}
<TH class="center"><strong>Federal Register</strong> citation
</TH>
</TR>
</THEAD>
<TBODY>
${body.join("\n")}
</TBODY>
</TABLE>
</DIV></DIV>
</DIV9>
</DIV5>
`;
}

function renderRow(row: RowFacts, isFirstOfDestination: boolean): string {
  const cells = [
    isFirstOfDestination ? escapeXml(row.destination) : " ",
    renderEntity(row.entity),
    escapeXml(row.licenseRequirement).replace(/(?<=\)) ([1-5])$/, " <sup>$1</sup>"),
    escapeXml(row.licenseReviewPolicy),
    `${escapeXml(row.citations)}\n`,
  ];
  const tds = cells.map((cell) => `<TD class="left border-right-single">${cell}</TD>`);
  return `<TR>\n${tds.join("\n")}\n</TR>`;
}

/** A blank line separates the last alias from the addresses. */
function renderEntity(lines: readonly string[]): string {
  const aliases = lines.filter((line, at) => at === 0 || line.startsWith("—"));
  const addresses = lines.slice(aliases.length).join(" ");
  const listed = aliases.map(escapeLine).join("<br/>");
  return addresses === "" ? listed : `${listed}<br/> <br/> ${escapeLine(addresses)}`;
}
