/** Renders a rule on public inspection: its record in the list, and its PDF. */

import type { RuleFacts } from "./facts.ts";
import { renderDisplayedPdf } from "./render-displayed-pdf.ts";
import { PDF_FOLDER, type ReplayDisplayed } from "./replay-public-inspection.ts";
import { type Look, USUAL_LOOK } from "./typeset/look.ts";

/** Not compressed, because compressed bytes depend on the machine, and events contain the hash of the PDF. */
const LOOK: Look = { ...USUAL_LOOK, drawing: { ...USUAL_LOOK.drawing, isCompressed: false } };

/** A special filing on the effective date. `baseUrl` is the replay server's. */
export async function renderDisplayed(
  facts: RuleFacts,
  baseUrl: string,
): Promise<ReplayDisplayed & { readonly pdf: Uint8Array }> {
  const { documentNumber, docketId, effectiveOn, publicationDate, title, type } = facts;
  return {
    json: {
      agencies: [{ name: "Industry and Security Bureau", slug: "industry-and-security-bureau" }],
      docket_numbers: docketId === undefined ? [] : [docketId],
      document_number: documentNumber,
      editorial_note: null,
      filing_type: "special",
      html_url: `https://www.federalregister.gov/d/${documentNumber}`,
      pdf_updated_at: `${effectiveOn}T16:15:00-04:00`,
      pdf_url: `${baseUrl}${PDF_FOLDER}/${documentNumber}.pdf`,
      publication_date: publicationDate,
      raw_text_url: null,
      title,
      type,
    },
    pdf: await renderDisplayedPdf(facts, LOOK),
  };
}
