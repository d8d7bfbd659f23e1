/** A document as the Federal Register serves it: a rule that amends the list as it stands, or the correction of one. */

import type { RowFacts, RuleFacts } from "../../../src/demo/facts.ts";
import { renderDocument } from "../../../src/demo/render-document.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import type { ReplayDisplayed } from "../../../src/demo/replay-public-inspection.ts";
import type { ReplayDocument } from "../../../src/demo/world.ts";
import { asHtml } from "../as-html.ts";
import { makeRow, makeRuleFacts } from "../small-world.ts";

/** By name, in the order of the list. */
export type Rows = ReadonlyMap<string, RowFacts>;

export interface Print {
  readonly facts: RuleFacts;
  readonly xml: string;
  /** In which it is served so far. */
  readonly forms: readonly ("xml" | "html")[];
}

export interface Amendments {
  readonly adds: readonly string[];
  readonly revises: readonly string[];
  readonly removes?: string;
}

/** `day`: of its publication. */
export function printRule(
  rows: Rows,
  nth: number,
  day: string,
  amendments: Amendments,
  effectiveOn = day,
): Print {
  const { adds, revises, removes } = amendments;
  const citation = `90 FR ${14_000 + 100 * nth}`;
  const cited = `${citation}, ${inAmericanOrder(day)}.`;
  const revised = revises.map((name) => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`rule ${nth} revises ${name}, which is not listed`);
    const entity = row.entity.with(-1, `${nth} Quai Bas, Lyon, France.`);
    return { ...row, entity, citations: `${row.citations} ${cited}` };
  });
  const facts = makeRuleFacts({
    documentNumber: ruleNumber(nth),
    citation,
    publicationDate: day,
    effectiveOn,
    added: adds.map((name) => makeRow(name, { citations: cited })),
    revised,
  });
  const xml = renderRule(facts);
  return { facts, xml: removes === undefined ? xml : withRemoval(xml, removes), forms: ["xml"] };
}

/** The list as the rule leaves it. */
export function amend(rows: Rows, { facts }: Print, { adds, revises, removes }: Amendments): Rows {
  const after = new Map(rows);
  for (const [at, row] of facts.added.entries()) after.set(adds[at] ?? "", row);
  for (const [at, row] of facts.revised.entries()) after.set(revises[at] ?? "", row);
  after.delete(removes ?? "");
  return after;
}

export function printCorrection(nth: number, day: string, wrong: string, right: string): Print {
  const number = `C1-${ruleNumber(nth)}`;
  const xml = `<CORRECT>
<PREAMB><AGENCY TYPE="N">DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR><SUBJECT>Additions to the Entity List</SUBJECT></PREAMB>
<SUPLINF><HD SOURCE="HD2">Correction</HD>
<P>In rule document ${ruleNumber(nth)} beginning on page ${14_000 + 100 * nth}, make the following correction:</P>
<P>1. In Supplement No. 4 to part 744, “${wrong}” should read “${right}”.</P></SUPLINF>
<FRDOC>[FR Doc. ${number} Filed ${day}; 8:45 am]</FRDOC></CORRECT>`;
  const facts = makeRuleFacts({ documentNumber: number, citation: null, publicationDate: day });
  return { facts, xml, forms: ["xml"] };
}

export function serve({ facts, xml, forms }: Print, url: string): ReplayDocument {
  const json = renderDocument(facts, url);
  const link = String(json["full_text_xml_url"]);
  const [hasXml, hasHtml] = [forms.includes("xml"), forms.includes("html")];
  return {
    json: {
      ...json,
      full_text_xml_url: hasXml ? link : null,
      body_html_url: hasHtml ? link.replace("/xml/", "/html/").replace(/xml$/, "html") : null,
    },
    xml: hasXml ? xml : null,
    ...(hasHtml && { html: asHtml(xml) }),
  };
}

/** As its plain text, which is served as such and is HTML here. */
export function serveDisplayed({ facts, xml }: Print, url: string): ReplayDisplayed {
  const { documentNumber: number, publicationDate } = facts;
  return {
    json: {
      agencies: [{ slug: "industry-and-security-bureau" }],
      document_number: number,
      pdf_updated_at: null,
      publication_date: publicationDate,
      raw_text_url: `${url}/documents/public-inspection/raw_text/${number}.txt`,
      title: facts.title,
      type: "Rule",
    },
    text: asHtml(xml),
  };
}

export function ruleNumber(nth: number): string {
  return `2025-${String(nth).padStart(5, "0")}`;
}

function withRemoval(xml: string, name: string): string {
  const last = /\.<\/AMDPAR>(?=\n<HD SOURCE="HD1">Supplement)/;
  if (!last.test(xml)) throw new Error("the rule has no last instruction");
  return xml.replace(
    last,
    `;</AMDPAR>\n<AMDPAR>z. Under FRANCE, by removing the entry for “${name}”.</AMDPAR>`,
  );
}

/** `2025-03-28` → `3/28/25`. */
function inAmericanOrder(day: string): string {
  const [year = "", month, date] = day.split("-");
  return [Number(month), Number(date), year.slice(2)].join("/");
}
