/** Client of the Federal Register's public-inspection list: the documents on display now. https://www.federalregister.gov/developers/documentation/api/v1 */

import { z } from "zod";
import type { PipelineError } from "../model/errors.ts";
import { isSameNumber } from "../model/reading/document-number.ts";
import type { RuleMetadata } from "../model/reading/rule.ts";
import { canonicalNumber, numberInLink, refuseOther } from "./document-number.ts";
import { AGENCY } from "./federal-register.ts";
import type { Http } from "./http.ts";
import { untrusted } from "./http-errors.ts";
import { refuseForeign } from "./own-host.ts";

/** The host of the displayed PDFs. */
export const PUBLIC_INSPECTION_URL = "https://public-inspection.federalregister.gov";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "must be an instant");

const documentSchema = z.looseObject({
  document_number: z.string().min(1),
  /** `Rule`, `Proposed Rule`, `Notice`, … */
  type: z.string(),
  title: z.string().nullish(),
  publication_date: day.nullish(),
  agencies: z.array(
    z.looseObject({
      slug: z.string().nullish(),
      name: z.string().nullish(),
      /** The printed name, where the API does not know the agency. */
      raw_name: z.string().nullish(),
    }),
  ),
  docket_numbers: z.array(z.string()).nullish(),
  html_url: z.string().nullish(),
  /** A note of the Office of the Federal Register about a later change: a withdrawal, a correction. */
  editorial_note: z.string().nullish(),
  /** The manuscript as filed. Null or `missing.pdf` while the file does not exist yet. */
  pdf_url: z.string().nullish(),
  /** When the PDF was last replaced. */
  pdf_updated_at: z.string().nullish(),
  /** Null until the text is extracted. */
  raw_text_url: z.string().nullish(),
});

const listSchema = z.looseObject({
  count: z.number().int().nonnegative(),
  results: z.array(z.looseObject({ document_number: z.string() })).optional(),
  special_filings_updated_at: instant.nullish(),
  regular_filings_updated_at: instant.nullish(),
});

/** Types that are certainly not rules. */
const OTHER_TYPE =
  /^(?:pro(?:posed )?rule|notice|presdocu|presidential document|sunshine act document)$/i;
const BIS = /industry and security/i;

type Listed = z.infer<typeof documentSchema>;

export type DisplayedDocument = Listed & {
  /** Padded as in print. */
  readonly document_number: string;
  /** The API's record, unchanged. */
  readonly raw: unknown;
};

export interface Display {
  /** BIS's rules among all displayed documents. */
  readonly rules: readonly DisplayedDocument[];
  /** One error for each unreadable record. It may be BIS's, and must not hide the others. */
  readonly faults: readonly PipelineError[];
  /** The scheduled publication dates of all records that have one, of any agency. */
  readonly scheduledDays: readonly string[];
  /** The later of the list's two timestamps, RFC 3339 UTC; null where it has none. */
  readonly updatedAt: string | null;
  /** The original answer. */
  readonly body: Uint8Array;
}

export interface PublicInspection {
  /** @throws PipelineError fetch/untrusted where the list is empty or its count is wrong */
  current(signal: AbortSignal): Promise<Display>;
  /** Numbers of all documents displayed on a day: a second source for documents missing from the current list. */
  numbersOn(day: string, signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** The plain text at the document's `raw_text_url`. It is refused unless it prints the document's number. */
  text(document: DisplayedDocument, url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** The complete PDF at the document's `pdf_url`. The parser later checks the printed number. */
  pdf(document: DisplayedDocument, url: string, signal: AbortSignal): Promise<Uint8Array>;
}

export function createPublicInspection({
  http,
  baseUrl,
  pdfBaseUrl = PUBLIC_INSPECTION_URL,
}: {
  readonly http: Http;
  readonly baseUrl: string;
  /** PDFs may come from here or from the domain of `baseUrl`. */
  readonly pdfBaseUrl?: string;
}): PublicInspection {
  const list = async (url: string, signal: AbortSignal) => {
    const answer = await http.get(url, "json", signal);
    const read = listSchema.safeParse(answer.json());
    if (!read.success) throw untrusted(url, z.prettifyError(read.error), answer.body);
    const { count, results = [] } = read.data;
    if (results.length !== count) {
      throw untrusted(url, `it counts ${count} documents and shows ${results.length}`, answer.body);
    }
    // About a hundred documents of all agencies are always on display, so an empty list proves nothing about BIS.
    if (count === 0) throw untrusted(url, "it shows no document of any agency", answer.body);
    return { answer, results, stamps: stampsOf(read.data) };
  };

  return {
    current: async (signal) => {
      const { answer, results, stamps } = await list(
        `${baseUrl}/public-inspection-documents/current.json`,
        signal,
      );
      const rules = new Map<string, DisplayedDocument>();
      const faults: PipelineError[] = [];
      const fault = (number: string, why: string) =>
        faults.push(untrusted(answer.url, `${number}: ${why}`, answer.body));
      let isAnyNamed = false;
      for (const raw of results) {
        const read = documentSchema.safeParse(raw);
        if (!read.success) {
          fault(raw.document_number, z.prettifyError(read.error));
          continue;
        }
        isAnyNamed ||= read.data.agencies.some(isNamed);
        const isOurs = isRuleOfBis(read.data);
        if (typeof isOurs === "string") fault(raw.document_number, isOurs);
        if (isOurs !== true) continue;
        const document = asDisplayed(read.data, raw);
        const { document_number: number } = document;
        // A replaced document may be listed twice, in its old and new state.
        rules.set(number, newestOf(rules.get(number), document));
      }
      // Without agency names, rules of BIS would go unnoticed.
      if (!isAnyNamed && faults.length === 0) {
        throw untrusted(answer.url, "its records name no agency", answer.body);
      }
      const updatedAt = stamps.toSorted().at(-1) ?? null;
      const scheduledDays = results.flatMap(({ publication_date: on }) =>
        day.safeParse(on).success ? [String(on)] : [],
      );
      return { rules: [...rules.values()], faults, scheduledDays, updatedAt, body: answer.body };
    },
    numbersOn: async (day, signal) => {
      const query = new URLSearchParams([["conditions[available_on]", day]]);
      const { results } = await list(
        `${baseUrl}/public-inspection-documents.json?${query}`,
        signal,
      );
      return new Set(results.map(({ document_number }) => canonicalNumber(document_number)));
    },
    text: async (document, url, signal) => {
      refuseForeign(url, baseUrl, document);
      const { body } = await http.get(url, "print", signal);
      refuseOther(url, body, document.document_number);
      return body;
    },
    pdf: async (document, url, signal) => {
      refuseForeign(url, baseUrl, document, pdfBaseUrl);
      const { document_number: number, raw } = document;
      const linked = numberInLink(url);
      if (linked !== null && !isSameNumber(linked, number)) {
        const why = `its file name belongs to ${linked}, but the list links to it for ${number}`;
        throw untrusted(url, why, new TextEncoder().encode(JSON.stringify(raw)));
      }
      return (await http.get(url, "pdf", signal)).body;
    },
  };
}

/** The URL of the PDF; null while there is none. */
export function pdfLink({ pdf_url: url }: Pick<Listed, "pdf_url">): string | null {
  return !url || /(?:^|\/)missing\.pdf(?:[?#]|$)/i.test(url) ? null : url;
}

/** Reads a record that was stored as it came. */
export function readDisplayed(raw: unknown): DisplayedDocument {
  return asDisplayed(documentSchema.parse(raw), raw);
}

export function toDisplayMetadata(document: DisplayedDocument): RuleMetadata {
  return {
    documentNumber: document.document_number,
    title: document.title ?? null,
    // Only rules are kept, so the type is normalised.
    type: "Rule",
    action: null,
    citation: null,
    publicationDate: document.publication_date ?? null,
    effectiveOn: null,
    docketIds: document.docket_numbers ?? [],
    rins: [],
    url: document.html_url ?? null,
    stage: "displayed",
  };
}

function asDisplayed(read: Listed, raw: unknown): DisplayedDocument {
  return { ...read, document_number: canonicalNumber(read.document_number), raw };
}

/** Returns a reason where the record is unclear: a possible rule of BIS must not go unnoticed. */
function isRuleOfBis({ agencies, type }: Listed): boolean | string {
  const kind = type.trim();
  if (OTHER_TYPE.test(kind)) return false;
  // The name is checked too, because a changed slug would look like a day without BIS rules.
  const isBis = agencies.some(
    ({ slug, name, raw_name: printed }) =>
      slug === AGENCY || BIS.test(name ?? "") || BIS.test(printed ?? ""),
  );
  if (!isBis && agencies.length > 0 && agencies.every(isNamed)) return false;
  if (!isBis) return "it does not name its agency";
  return /^rule$/i.test(kind) || `its type is "${type}", which is unknown`;
}

function isNamed({ slug, name, raw_name: printed }: Listed["agencies"][number]): boolean {
  return Boolean(slug || name || printed);
}

/** The document with the later timestamp; on a tie, or without timestamps, the one listed last. */
function newestOf(one: DisplayedDocument | undefined, other: DisplayedDocument): DisplayedDocument {
  const stamp = ({ pdf_updated_at: at }: DisplayedDocument) => Date.parse(at ?? "") || 0;
  return one !== undefined && stamp(one) > stamp(other) ? one : other;
}

function stampsOf(list: z.infer<typeof listSchema>): string[] {
  const { special_filings_updated_at: special, regular_filings_updated_at: regular } = list;
  return [special, regular].flatMap((at) => (at ? [new Date(at).toISOString()] : []));
}
