/** The public-inspection list of the replay server, in the format of the Federal Register. */

import { addDays } from "../model/clock/day.ts";
import { isIssueDay } from "../model/clock/display-hours.ts";
import { washingtonDay } from "../model/clock/washington-clock.ts";

/** A record of the list, with the document's plain text and PDF if the server has them. */
export interface ReplayDisplayed {
  readonly json: DisplayedJson;
  readonly text?: string;
  readonly pdf?: Uint8Array;
}

export type DisplayedJson = Readonly<Record<string, unknown>> & {
  readonly document_number: string;
};

/** The list at a moment. */
export interface ReplayDisplay {
  readonly documents: readonly ReplayDisplayed[];
  /** Time of the last update, RFC 3339; null for a list without timestamps. */
  readonly updatedAt: string | null;
}

/** An invented document of another agency, because the real list is never empty. */
const OTHER: DisplayedJson = {
  agencies: [{ name: "Agricultural Marketing Service", slug: "agricultural-marketing-service" }],
  document_number: "2025-00099",
  filing_type: "regular",
  pdf_updated_at: null,
  raw_text_url: null,
  title: "An invented notice of another agency for the replay",
  type: "Notice",
};

export function renderDisplay({ documents, updatedAt }: ReplayDisplay): unknown {
  const other = { ...OTHER, publication_date: updatedAt === null ? null : dayAfter(updatedAt) };
  const results = [other, ...documents.map(({ json }) => json)];
  return {
    count: results.length,
    results,
    special_filings_updated_at: updatedAt,
    regular_filings_updated_at: updatedAt,
  };
}

/** A document filed on one day is published on the next issue day. */
function dayAfter(instant: string): string {
  let day = addDays(washingtonDay(new Date(instant)), 1);
  while (!isIssueDay(day)) day = addDays(day, 1);
  return day;
}

/** `/documents/public-inspection/raw_text/2025-05427.txt` */
export function findDisplayedText({ documents }: ReplayDisplay, path: string): string | undefined {
  const number = /^\/documents\/public-inspection\/raw_text\/([\w-]+)\.txt$/.exec(path)?.[1];
  return documents.find(({ json }) => json.document_number === number)?.text;
}

/** Folder of the PDFs. The live PDFs are on a separate host. */
export const PDF_FOLDER = "/public-inspection-pdf";

export function findDisplayedPdf(
  { documents }: ReplayDisplay,
  path: string,
): Uint8Array | undefined {
  const [, folder, number] = /^(.*)\/([\w-]+)\.pdf$/.exec(path) ?? [];
  if (folder !== PDF_FOLDER) return undefined;
  return documents.find(({ json }) => json.document_number === number)?.pdf;
}
