/** A rule rendered from facts into the Federal Register's full-text XML, awkward shapes included. Its words are ours. */

import type { RowFacts, RuleFacts } from "./facts.ts";
import { escapeLine, escapeXml, quotedName, splitCitations } from "./markup.ts";
import { longDate } from "./render-document.ts";

const STARS = "*         *         *         *         *         *         *";
const SHORT_STARS = "  *         *         *         *         *         *";
const STAR_ROW = `<ROW RUL="s"><ENT I="28">${STARS}</ENT></ROW>`;
const BLANK_ROW = `<ROW><ENT I="22"> </ENT></ROW>`;
/** Every so many rows the address stands in a row of its own, as it does now and then in real rules. */
const OWN_ADDRESS_ROW_EVERY = 4;
const PAGE_BREAK_EVERY = 25;

export function renderRule(facts: RuleFacts): string {
  return `<RULE>
<!-- Rendered from facts for a demonstration: not the text of the rule. -->
${renderPreamble(facts)}
<SUPLINF>
<HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>
${renderReasons(facts)}
<HD SOURCE="HD1">List of entities</HD>
${renderNames(facts)}
<REGTEXT TITLE="15" PART="744">
<AMDPAR>1. The authority citation for 15 CFR part 744 continues to read as follows:</AMDPAR>
<AUTH><HD SOURCE="HED">Authority: </HD><P>50 U.S.C. 4801-4852.</P></AUTH>
</REGTEXT>
<REGTEXT TITLE="15" PART="744">
<AMDPAR>2. Supplement No. 4 to part 744 is amended:</AMDPAR>
${renderInstructions(facts)}
<HD SOURCE="HD1">Supplement No. 4 to Part 744—Entity List</HD>
<STARS/>
${renderTable(facts)}
<STARS/>
</REGTEXT>
</SUPLINF>
<FRDOC>[FR Doc. ${facts.documentNumber} Filed ${shortDate(facts.effectiveOn, "-")}; 8:45 am]</FRDOC>
<BILCOD>BILLING CODE 3510-33-P</BILCOD>
</RULE>
`;
}

function renderPreamble(facts: RuleFacts): string {
  const { claims, docketId, rin } = facts;
  const revised = Object.entries(claims.revised ?? {});
  const modifies =
    revised.length === 0
      ? ""
      : ` This final rule also modifies ${numberWord(facts.revised.length)} existing entries on the Entity List, under the destinations of ${countList(revised)}.`;
  return `<PREAMB>
<AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR>
${docketId === undefined ? "" : `<DEPDOC>[${escapeXml(docketId)}]</DEPDOC>`}
${rin === undefined ? "" : `<RIN>RIN ${escapeXml(rin)}</RIN>`}
<SUBJECT>${escapeXml(facts.title)}</SUBJECT>
<AGY><HD SOURCE="HED">AGENCY:</HD><P>Bureau of Industry and Security, Department of Commerce.</P></AGY>
<ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>The Bureau of Industry and Security (BIS) amends the Export Administration Regulations (EAR) by adding ${claims.entities} entities to the Entity List, under the destinations of ${countList(Object.entries(claims.destinations))}.${modifies}</P></SUM>
<EFFDATE><HD SOURCE="HED">DATES:</HD><P>This rule is effective ${longDate(facts.effectiveOn)}.</P></EFFDATE>
</PREAMB>`;
}

/** Only where the facts have a reason; nothing is invented where they have none. */
function renderReasons(facts: RuleFacts): string {
  return facts.reasons
    .map(({ text, sections }) => {
      const names = groupByDestination(facts.added).flatMap(({ destination, rows }) =>
        rows.map((row) => `${quotedName(row)}, under the destination of ${titleCase(destination)}`),
      );
      const signs = sections.map((section) => `§ ${section}`).join(" and ");
      return `<P>The ERC determined to add ${escapeXml(enumerate(names, "; "))}, to the Entity List. These additions are based on information that these entities are involved in activities contrary to the national security or foreign policy interests of the United States under ${signs} of the EAR: ${escapeXml(text)}</P>`;
    })
    .join("\n");
}

function renderNames(facts: RuleFacts): string {
  return groupByDestination(facts.added)
    .map(({ destination, rows }) => {
      const names = rows.map((row) => `<P>• ${escapeXml(quotedName(row))}</P>`);
      return `<HD SOURCE="HD2">${escapeXml(titleCase(destination))}</HD>\n${names.join("\n")}`;
    })
    .join("\n");
}

function renderInstructions(facts: RuleFacts): string {
  const instructions = [
    ...groupByDestination(facts.added).map(({ destination, rows }) => {
      const what = rows.length === 1 ? "an entry" : "entries";
      return `Under ${escapeXml(destination)}, by adding in alphabetical order, ${what} for ${quoteNames(rows)}`;
    }),
    ...groupByDestination(facts.revised).map(
      ({ destination, rows }) =>
        `Under ${escapeXml(destination)}, by revising the entry for ${quoteNames(rows)}`,
    ),
  ];
  const last = instructions.length - 1;
  return instructions
    .map(
      (text, at) =>
        `<AMDPAR>${String.fromCharCode(97 + at)}. ${text}${at === last ? "." : ";"}</AMDPAR>`,
    )
    .join("\n");
}

function quoteNames(rows: readonly RowFacts[]): string {
  const quoted = rows.map((row) => `“${escapeXml(quotedName(row))}”`);
  return enumerate(quoted, "; ", '<E T="03">and</E>');
}

function renderTable(facts: RuleFacts): string {
  const groups = groupByDestination([...facts.added, ...facts.revised]);
  const columns = ["License<LI>requirement</LI>", "License<LI>review policy</LI>"];
  let printed = 0;
  const body = groups.flatMap(({ destination, rows }) => [
    `<ROW><ENT I="01">${escapeXml(destination)}</ENT><ENT A="03">${SHORT_STARS}</ENT></ROW>`,
    ...rows.map((row) => {
      printed += 1;
      return renderRow(row, printed, facts.publicationDate);
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

function renderRow(row: RowFacts, nth: number, publicationDate: string): string {
  const [first = "", ...lines] = row.entity;
  const aliases = lines.filter((line) => line.startsWith("—"));
  const addresses = lines.slice(aliases.length);
  const hasOwnRow = addresses.length > 0 && nth % OWN_ADDRESS_ROW_EVERY === 0;
  const shown = hasOwnRow ? aliases : lines;
  const cells = [
    `${escapeLine(first)}${shown.map((line) => `<LI>${escapeLine(line)}</LI>`).join("")}`,
    escapeXml(row.licenseRequirement).replace(/(?<=\)) ([1-5])$/, " <SU>$1</SU>"),
    escapeXml(row.licenseReviewPolicy),
    escapeXml(placeholderCitations(row.citations, publicationDate)),
  ];
  const pageBreak = nth % PAGE_BREAK_EVERY === 0 ? '<PRTPAGE P="14040"/>' : "";
  const head = `<ROW RUL="s"><ENT I="22"> </ENT>${pageBreak}${cells.map((cell) => `<ENT>${cell}</ENT>`).join("")}</ROW>`;
  if (!hasOwnRow) return head;
  return `${head}\n<ROW><ENT I="22"> </ENT><ENT>${escapeLine(addresses.join(" "))}</ENT></ROW>`;
}

/** A rule does not know its own page: its citation is a placeholder with the date. */
function placeholderCitations(citations: string, publicationDate: string): string {
  const earlier = splitCitations(citations).slice(0, -1);
  return [
    ...earlier,
    `90 FR [INSERT FR PAGE NUMBER AND ${shortDate(publicationDate, "/", 4)}].`,
  ].join(" ");
}

interface DestinationRows {
  readonly destination: string;
  readonly rows: readonly RowFacts[];
}

/** Destinations in the order in which they first appear. */
function groupByDestination(rows: readonly RowFacts[]): DestinationRows[] {
  const groups = Map.groupBy(rows, ({ destination }) => destination);
  return [...groups].map(([destination, group]) => ({ destination, rows: group }));
}

function countList(counts: readonly (readonly [string, number])[]): string {
  const named = counts.map(([destination, count]) => {
    const article = destination.startsWith("United") ? "the " : "";
    return `${article}${escapeXml(destination)} (${count})`;
  });
  return enumerate(named, ", ");
}

/** `a`, `a and b`, `a, b, and c`, with the separator given. */
function enumerate(items: readonly string[], separator: string, and = "and"): string {
  if (items.length <= 1) return items.join("");
  if (items.length === 2 && separator === ", ") return items.join(` ${and} `);
  return `${items.slice(0, -1).join(separator)}${separator}${and} ${items.at(-1)}`;
}

function titleCase(heading: string): string {
  const words = heading.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  return words.replace(/^China, People's Republic Of$/, "China");
}

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** `2025-03-28` → `3-28-25` or `3/28/2025`. */
function shortDate(day: string, separator: string, yearDigits: 2 | 4 = 2): string {
  const [year = "", month, date] = day.split("-");
  return [Number(month), Number(date), year.slice(-yearDigits)].join(separator);
}
