/** The page as the HTML body that federalregister.gov makes of the XML. */

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

export function asHtml(page: PrintedPage): string {
  const section = (label: string, text: string) =>
    `<div><h1>${label}:</h1><p>${inline(text)}</p></div>`;
  return `<!DOCTYPE html><html><head><title>${escapeXml(page.title)}</title></head><body>
<span>Department of Commerce</span><br/><span>Bureau of Industry and Security</span>
<ul><li>15 CFR Part 744</li><li>[Docket No. 250324-0001]</li><li>RIN 0694-AZ99</li></ul>
<h1>${escapeXml(page.title)}</h1>
${section("AGENCY", "Bureau of Industry and Security, Department of Commerce.")}
${section("ACTION", "Final rule.")}
${section("SUMMARY", page.summary)}
${section("DATES", page.dates)}
<h1>SUPPLEMENTARY INFORMATION:</h1><h2>Background</h2>
${page.preamble.map((text) => `<p>${inline(text)}</p>`).join("\n")}
<p>Accordingly, part 744 of the Export Administration Regulations (<a href="/x">15 CFR parts 730-774</a>) is amended as follows:</p>
<h2>PART 744—CONTROL POLICY: END-USER AND END-USE BASED</h2>
${page.instructions.map((text) => `<p class="amendment-part">${labelled(text)}</p>`).join("\n")}
${tableHtml(page)}
<p>[<span>${page.frDoc}</span>]</p><p>BILLING CODE 3510-33-P</p></body></html>
`;
}

/** The label is an element of its own. */
function labelled(text: string): string {
  const [label = "", ...words] = text.split(" ");
  return `<span class="amendment-part-number">${label}</span> ${inline(words.join(" "))}`;
}

function tableHtml({ table: rows, rule }: PrintedPage): string {
  if (rows.length === 0) return "";
  const body = rows.map((row) =>
    row.kind === "entry"
      ? rowHtml(row.entry, rule)
      : `<tr><td>${escapeXml(row.heading)}</td><td colspan="4">${STARS}</td></tr>`,
  );
  return `<h2>Supplement No. 4 to Part 744—Entity List</h2><p>* * * * *</p>
<div class="table-wrapper"><table><thead><tr><th>Country</th><th>Entity</th><th>License<br>requirement</th><th>License review policy</th><th><em>Federal Register</em><br>citation</th></tr></thead>
<tbody><tr><td colspan="5">${STARS}</td></tr>
${body.join("\n")}
<tr><td colspan="5">${STARS}</td></tr></tbody></table></div>`;
}

function rowHtml(entry: PrintedEntry, rule: PrintedRule): string {
  const { head, address } = cellOf(entry);
  const lines = address === null || entry.ownAddressRow ? head : [...head, address];
  const cells = [lines, [entry.requirement], [entry.policy], [citationsOf(entry, rule).join(" ")]];
  const row = `<tr><td></td>${cells.map((cell) => `<td>${cell.map(inline).join("<br>")}</td>`).join("")}</tr>`;
  if (address === null || !entry.ownAddressRow) return row;
  return `${row}\n<tr><td></td><td>${inline(address)}</td></tr>`;
}

function inline(text: string): string {
  return escapeXml(text)
    .replace(/\{([^}]*)\}/g, "<em>$1</em>")
    .replace(FOOTNOTE, "<sup>$1</sup>");
}
