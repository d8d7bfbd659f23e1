/** Renders a rule as the Federal Register's full-text XML, including its irregular markup. */

import type { RuleFacts } from "./facts.ts";
import { escapeXml } from "./markup.ts";
import { type PageRow, type RulePage, rulePage, shortDate } from "./rule-page.ts";
import type { Text } from "./typeset/manuscript.ts";

const STARS = "*         *         *         *         *         *         *";
const SHORT_STARS = "  *         *         *         *         *         *";
const STAR_ROW = `<ROW RUL="s"><ENT I="28">${STARS}</ENT></ROW>`;
const BLANK_ROW = `<ROW><ENT I="22"> </ENT></ROW>`;
const PAGE_BREAK_EVERY = 25;

export function renderRule(facts: RuleFacts): string {
  const page = rulePage(facts);
  const { authority, instructions } = page;
  const [opening = "", ...lettered] = instructions.map(renderText);
  return `<RULE>
<!-- Rendered from facts for a demonstration: not the text of the rule. -->
${renderPreamble(page)}
<SUPLINF>
<HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>
${page.reasons.map((text) => `<P>${escapeXml(text)}</P>`).join("\n")}
<HD SOURCE="HD1">List of entities</HD>
${renderNames(page)}
<REGTEXT TITLE="15" PART="744">
<AMDPAR>${authority.instruction}</AMDPAR>
<AUTH><HD SOURCE="HED">Authority: </HD><P>${authority.text}</P></AUTH>
</REGTEXT>
<REGTEXT TITLE="15" PART="744">
<AMDPAR>${opening}</AMDPAR>
${lettered.map((text) => `<AMDPAR>${text}</AMDPAR>`).join("\n")}
<HD SOURCE="HD1">Supplement No. 4 to Part 744—Entity List</HD>
<STARS/>
${renderTable(page)}
<STARS/>
</REGTEXT>
</SUPLINF>
<FRDOC>[FR Doc. ${page.documentNumber} Filed ${shortDate(page.filedOn, "-")}; 8:45 am]</FRDOC>
<BILCOD>BILLING CODE 3510-33-P</BILCOD>
</RULE>
`;
}

function renderPreamble({ docket, rin, title, summary, dates }: RulePage): string {
  return `<PREAMB>
<AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR>
${docket === null ? "" : `<DEPDOC>${escapeXml(docket)}</DEPDOC>`}
${rin === null ? "" : `<RIN>${escapeXml(rin)}</RIN>`}
<SUBJECT>${escapeXml(title)}</SUBJECT>
<AGY><HD SOURCE="HED">AGENCY:</HD><P>Bureau of Industry and Security, Department of Commerce.</P></AGY>
<ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>${escapeXml(summary)}</P></SUM>
<EFFDATE><HD SOURCE="HED">DATES:</HD><P>${dates}</P></EFFDATE>
</PREAMB>`;
}

function renderNames(page: RulePage): string {
  return page.names
    .map(({ place, names }) => {
      const bullets = names.map((name) => `<P>• ${escapeXml(name)}</P>`);
      return `<HD SOURCE="HD2">${escapeXml(place)}</HD>\n${bullets.join("\n")}`;
    })
    .join("\n");
}

function renderTable({ table }: RulePage): string {
  const columns = ["License<LI>requirement</LI>", "License<LI>review policy</LI>"];
  let printed = 0;
  const body = table.flatMap(({ destination, rows }) => [
    `<ROW><ENT I="01">${escapeXml(destination)}</ENT><ENT A="03">${SHORT_STARS}</ENT></ROW>`,
    ...rows.map((row) => {
      printed += 1;
      return renderRow(row, printed % PAGE_BREAK_EVERY === 0);
    }),
    BLANK_ROW,
    STAR_ROW,
  ]);
  return `<GPOTABLE COLS="5" OPTS="L1,tp0,p0,8/9,i1" CDEF="xs60,xl75,r50,r50,r50">
<TTITLE> </TTITLE>
<BOXHD>${'<CHED H="1"> </CHED>'.repeat(5)}</BOXHD>
${BLANK_ROW}
${STAR_ROW}
<ROW RUL="s"><ENT I="25">Country</ENT><ENT>Entity</ENT>${columns.map((c) => `<ENT>${c}</ENT>`).join("")}<ENT><E T="02">Federal Register</E> citation</ENT></ROW>
${BLANK_ROW}
${STAR_ROW}
${body.join("\n")}
</GPOTABLE>`;
}

function renderRow(row: PageRow, isAtPageBreak: boolean): string {
  const [first = "", ...lines] = row.lines.map(renderText);
  const cells = [
    `${first}${lines.map((line) => `<LI>${line}</LI>`).join("")}`,
    renderText(row.licenseRequirement),
    escapeXml(row.licenseReviewPolicy),
    escapeXml(row.citations),
  ];
  const pageBreak = isAtPageBreak ? '<PRTPAGE P="14040"/>' : "";
  const head = `<ROW RUL="s"><ENT I="22"> </ENT>${pageBreak}${cells.map((cell) => `<ENT>${cell}</ENT>`).join("")}</ROW>`;
  if (row.address === null) return head;
  return `${head}\n<ROW><ENT I="22"> </ENT><ENT>${renderText(row.address)}</ENT></ROW>`;
}

function renderText(text: Text): string {
  return text
    .map((span) => {
      const words = escapeXml(span.text);
      if (span.style === "italic") return `<E T="03">${words}</E>`;
      return span.style === "raised" ? `<SU>${words}</SU>` : words;
    })
    .join("");
}
