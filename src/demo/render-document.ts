/** Renders the record of a rule in the Federal Register's API. */

import type { RuleFacts } from "./facts.ts";

export type DocumentJson = Readonly<Record<string, unknown>> & {
  readonly document_number: string;
  readonly publication_date: string;
  readonly type: string;
};

/** `baseUrl` is the replay server's, which also serves the text. */
export function renderDocument(facts: RuleFacts, baseUrl: string): DocumentJson {
  const { documentNumber, publicationDate } = facts;
  const path = publicationDate.replaceAll("-", "/");
  const [start, end] = (facts.pages ?? "").split("-").map(Number);
  return {
    abstract: null,
    action: "Final rule.",
    agencies: [
      { name: "Industry and Security Bureau", slug: "industry-and-security-bureau", id: 241 },
    ],
    body_html_url: null,
    cfr_references: [{ title: 15, part: 744, chapter: null, citation_url: null }],
    citation: facts.citation,
    correction_of: null,
    corrections: [],
    dates: `This rule is effective ${longDate(facts.effectiveOn)}.`,
    docket_ids: facts.docketId === undefined ? [] : [facts.docketId],
    document_number: documentNumber,
    effective_on: facts.effectiveOn,
    end_page: end || null,
    full_text_xml_url: `${baseUrl}/documents/full_text/xml/${path}/${documentNumber}.xml`,
    // Links to the real document, so that readers reach the law and not the replay.
    html_url: `https://www.federalregister.gov/d/${documentNumber}`,
    json_url: `${baseUrl}/api/v1/documents/${documentNumber}?publication_date=${publicationDate}`,
    publication_date: publicationDate,
    raw_text_url: null,
    regulation_id_numbers: facts.rin === undefined ? [] : [facts.rin],
    start_page: start || null,
    subtype: null,
    title: facts.title,
    type: facts.type,
    volume: 90,
  };
}

/** `2025-03-25` → `March 25, 2025`. */
export function longDate(day: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(day),
  );
}
