/** The page in GPO's XML, as the Federal Register's full-text files have it. */

import { escapeXml } from "../../../src/demo/markup.ts";
import type { PrintedPage } from "./printed-page.ts";
import {
  cellOf,
  citationsOf,
  FOOTNOTE,
  type PrintedEntry,
  type PrintedRule,
} from "./printed-rule.ts";

const STARS = "*         *         *         *         *         *         *";
const STAR_ROW = `<ROW RUL="s"><ENT I="28">${STARS}</ENT></ROW>`;

export function asXml(page: PrintedPage): string {
  const paragraphs = page.instructions.map((text) => `<AMDPAR>${inline(text)}</AMDPAR>`);
  return `<RULE>
<PREAMB><AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR><DEPDOC>[Docket No. 250324-0001]</DEPDOC><RIN>RIN 0694-AZ99</RIN>
<SUBJECT>${escapeXml(page.title)}</SUBJECT>
<AGY><HD SOURCE="HED">AGENCY:</HD><P>Bureau of Industry and Security, Department of Commerce.</P></AGY>
<ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>${inline(page.summary)}</P></SUM>
<EFFDATE><HD SOURCE="HED">DATES:</HD><P>${page.dates}</P></EFFDATE></PREAMB>
<SUPLINF><HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD><HD SOURCE="HD1">Background</HD>
${page.preamble.map((text) => `<P>${inline(text)}</P>`).join("\n")}
<REGTEXT TITLE="15" PART="744">
${paragraphs.join("\n")}
${tableXml(page)}
</REGTEXT></SUPLINF>
<FRDOC>[${page.frDoc}]</FRDOC><BILCOD>BILLING CODE 3510-33-P</BILCOD>
</RULE>
`;
}

function tableXml({ table: rows, rule }: PrintedPage): string {
  if (rows.length === 0) return "";
  const body = rows.map((row) =>
    row.kind === "entry"
      ? rowXml(row.entry, rule)
      : `<ROW><ENT I="01">${escapeXml(row.heading)}</ENT><ENT A="03">  ${STARS}</ENT></ROW>`,
  );
  return `<HD SOURCE="HD1">Supplement No. 4 to Part 744—Entity List</HD><STARS/>
<GPOTABLE COLS="5"><BOXHD>${'<CHED H="1"> </CHED>'.repeat(5)}</BOXHD>
<ROW RUL="s"><ENT I="25">Country</ENT><ENT>Entity</ENT><ENT>License<LI>requirement</LI></ENT><ENT>License<LI>review policy</LI></ENT><ENT><E T="02">Federal Register</E> citation</ENT></ROW>
${STAR_ROW}
${body.join("\n")}
${STAR_ROW}
</GPOTABLE><STARS/>`;
}

function rowXml(entry: PrintedEntry, rule: PrintedRule): string {
  const { head, address } = cellOf(entry);
  const [first = "", ...lines] =
    address === null || entry.ownAddressRow ? head : [...head, address];
  const cell = inline(first) + lines.map((line) => `<LI>${inline(line)}</LI>`).join("");
  const terms = [entry.requirement, entry.policy, citationsOf(entry, rule).join(" ")];
  const row = `<ROW RUL="s"><ENT I="22"> </ENT><ENT>${cell}</ENT>${terms.map((term) => `<ENT>${inline(term)}</ENT>`).join("")}</ROW>`;
  if (address === null || !entry.ownAddressRow) return row;
  return `${row}\n<ROW><ENT I="22"> </ENT><ENT>${inline(address)}</ENT></ROW>`;
}

/** Italics as GPO marks them. */
function inline(text: string): string {
  return escapeXml(text)
    .replace(/\{([^}]*)\}/g, '<E T="03">$1</E>')
    .replace(FOOTNOTE, "<SU>$1</SU>");
}
