/** The replay server's list of public inspection, as the Federal Register answers. */

import { addDays } from "../model/clock/day.ts";
import { isIssueDay } from "../model/clock/display-hours.ts";
import { washingtonDay } from "../model/clock/washington-clock.ts";

/** A record of the list, and the document's plain text and its PDF, where each is served. */
export interface ReplayDisplayed {
  readonly json: DisplayedJson;
  readonly text?: string;
  readonly pdf?: Uint8Array;
}

export type DisplayedJson = Readonly<Record<string, unknown>> & {
  readonly document_number: string;
};

/** What is on display at a moment. */
export interface ReplayDisplay {
  readonly documents: readonly ReplayDisplayed[];
  /** When the list was last moved, RFC 3339; null of one without stamps, which is of any time. */
  readonly updatedAt: string | null;
}

/** Of another agency, and made up: the list is never empty. */
const OTHER: DisplayedJson = {
  agencies: [{ name: "Agricultural Marketing Service", slug: "agricultural-marketing-service" }],
  document_number: "2025-00099",
  filing_type: "regular",
  pdf_updated_at: null,
  raw_text_url: null,
  title: "A notice of another agency made up for the replay",
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

/** What is filed on one day is published on the next. */
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

/** Where the PDFs lie: on the live services a host of their own. */
export const PDF_FOLDER = "/public-inspection-pdf";

export function findDisplayedPdf(
  { documents }: ReplayDisplay,
  path: string,
): Uint8Array | undefined {
  const [, folder, number] = /^(.*)\/([\w-]+)\.pdf$/.exec(path) ?? [];
  if (folder !== PDF_FOLDER) return undefined;
  return documents.find(({ json }) => json.document_number === number)?.pdf;
}
