/** A rule in the forms that the Federal Register gives it from its display to its XML, and the record of each. */

import { renderDocument } from "../../src/demo/render-document.ts";
import { PDF_FOLDER, type ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
import { type Look, USUAL_LOOK } from "../../src/demo/typeset/look.ts";
import type { ReplayDocument } from "../../src/demo/world.ts";
import { asGpoText } from "./rendered-rule/as-gpo-text.ts";
import { asPdf } from "./rendered-rule/as-pdf.ts";
import { asXml } from "./rendered-rule/as-xml.ts";
import type { Wording } from "./rendered-rule/instruction-forms.ts";
import { type PrintedPage, printedPage } from "./rendered-rule/printed-page.ts";
import type { Place, PrintedEntry, PrintedRule } from "./rendered-rule/printed-rule.ts";
import { makeRuleFacts } from "./small-world.ts";

const WORDING: Wording = {
  form: "by destination",
  separator: ", ",
  and: "and",
  supplement: "Supplement No. 4",
  commaInside: false,
};

const FRANCE: Place = { heading: "FRANCE", name: "France", city: "Paris", people: "French" };

export function printedEntry(name: string, part: Partial<PrintedEntry> = {}): PrintedEntry {
  return {
    name,
    aliases: [`${name} Works`],
    addresses: ["1 Rue Haute, Paris, France"],
    requirement: "For all items subject to the EAR. (See § 744.11 of the EAR)",
    policy: "Presumption of denial",
    citations: [],
    ownAddressRow: false,
    ...part,
  };
}

/** What adds these entries under France. */
export function addingRule(
  documentNumber: string,
  publicationDate: string,
  effectiveOn: string,
  entries: readonly PrintedEntry[],
): PrintedRule {
  const instructions = [{ op: "add" as const, place: FRANCE, entries }];
  return { documentNumber, publicationDate, effectiveOn, instructions };
}

/** With its text. */
export type OnDisplay = ReplayDisplayed & { readonly text: string };

/** `filed`: as the foot of the document prints it: `3/25/2025 at 4:15 pm`. */
export function onDisplay(rule: PrintedRule, filed: string, baseUrl: string): OnDisplay {
  const { documentNumber, publicationDate } = rule;
  const [year = "", month, day] = publicationDate.split("-");
  const published = `${Number(month)}/${Number(day)}/${year}`;
  const frDoc = `FR Doc. ${documentNumber} Filed: ${filed}; Publication Date:  ${published}`;
  return {
    json: {
      agencies: [{ name: "Industry and Security Bureau", slug: "industry-and-security-bureau" }],
      docket_numbers: ["250324-0001"],
      document_number: documentNumber,
      filing_type: "special",
      html_url: `https://www.federalregister.gov/d/${documentNumber}`,
      pdf_updated_at: "2025-03-25T16:10:00-04:00",
      publication_date: publicationDate,
      raw_text_url: `${baseUrl}/documents/public-inspection/raw_text/${documentNumber}.txt`,
      title: "Additions to the Entity List",
      type: "Rule",
    },
    text: asGpoText({ ...pageOf(rule), frDoc }),
  };
}

/** The manuscript that is on display. */
export function typedPdf(rule: PrintedRule, look: Look = USUAL_LOOK): Promise<Uint8Array> {
  return asPdf(pageOf(rule), look);
}

/** The same record with its PDF beside the text. The bytes are whole as an answer, and need not be readable. */
export function withPdf<D extends ReplayDisplayed>(
  shown: D,
  baseUrl: string,
  pdf: Uint8Array = pdfSaying(shown.json.document_number),
): D {
  const url = `${baseUrl}${PDF_FOLDER}/${shown.json.document_number}.pdf`;
  return { ...shown, json: { ...shown.json, pdf_url: url }, pdf };
}

/** Begins and ends as a PDF does, and differs by what it says. */
export function pdfSaying(words: string): Uint8Array {
  return new TextEncoder().encode(`%PDF-1.7\n%µ¶ ${words}\ntrailer << >>\n%%EOF\n`);
}

/** In our own words; the publication date becomes null. */
export const WITHDRAWAL =
  "BIS withdrew this document while it was on display. It stays in the list until Monday.";

export const withNote = (
  shown: ReplayDisplayed,
  editorial_note: string | null,
  publication_date: string | null = null,
): ReplayDisplayed => ({ ...shown, json: { ...shown.json, editorial_note, publication_date } });

/** As it is published: its text in the morning, its XML hours later. */
export function published(
  rule: PrintedRule,
  form: "text" | "xml",
  baseUrl: string,
): ReplayDocument {
  const { documentNumber, publicationDate, effectiveOn } = rule;
  const json = renderDocument(
    makeRuleFacts({ documentNumber, publicationDate, effectiveOn }),
    baseUrl,
  );
  const path = `${publicationDate.replaceAll("-", "/")}/${documentNumber}`;
  const text = `${baseUrl}/documents/full_text/text/${path}.txt`;
  const links = form === "text" ? { full_text_xml_url: null } : {};
  return {
    json: { ...json, ...links, raw_text_url: text },
    xml: form === "xml" ? asXml(pageOf(rule)) : null,
    text: asGpoText(pageOf(rule)),
  };
}

function pageOf(rule: PrintedRule): PrintedPage {
  return printedPage(rule, WORDING);
}
