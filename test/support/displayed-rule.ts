/** A rule in the forms that the Federal Register gives it from its display to its XML, and the record of each. */

import { renderDocument } from "../../src/demo/render-document.ts";
import type { ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
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

/** `filed`: as the foot of the document prints it: `3/25/2025 at 4:15 pm`. */
export function onDisplay(rule: PrintedRule, filed: string, baseUrl: string): ReplayDisplayed {
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
