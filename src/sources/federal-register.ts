/** Client of the Federal Register's API: BIS's rules and their full text. https://www.federalregister.gov/developers/documentation/api/v1 */

import { z } from "zod";
import { addDays } from "../model/clock/day.ts";
import { PipelineError } from "../model/errors.ts";
import { isSameNumber } from "../model/reading/document-number.ts";
import { DOCUMENT_FORMS, type DocumentForm, type RuleMetadata } from "../model/reading/rule.ts";
import { canonicalNumber, refuseOther } from "./document-number.ts";
import type { Answer, Http } from "./http.ts";
import { untrusted } from "./http-errors.ts";
import { refuseForeign } from "./own-host.ts";
import { rootName } from "./root-name.ts";

export const FEDERAL_REGISTER_URL = "https://www.federalregister.gov/api/v1";

/** The slug `bureau-of-industry-and-security` returns nothing, which looks like "no news". */
export const AGENCY = "industry-and-security-bureau";
/** Descriptions of the maximum disagree. Above it the API silently returns 20. */
const PER_PAGE = 100;
/** Past 2,000 results the API answers 400, so request shorter periods. */
const MAX_PAGES = 20;
const CONTROL_DAYS = 90;
/** RULE, NOTICE, CORRECT, …: upper case, unlike the root of error pages. */
const DOCUMENT_ROOT = /^[A-Z]+$/;

const FIELDS = [
  "action",
  "body_html_url",
  "citation",
  "correction_of",
  "dates",
  "docket_ids",
  "document_number",
  "effective_on",
  "full_text_xml_url",
  "html_url",
  "publication_date",
  "raw_text_url",
  "regulation_id_numbers",
  "title",
  "type",
] as const;

const fieldsQuery = FIELDS.map((field) => ["fields[]", field] satisfies [string, string]);

const documentSchema = z.looseObject({
  document_number: z.string().min(1),
  publication_date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  title: z.string(),
  type: z.string(),
  action: z.string().nullish(),
  citation: z.string().nullish(),
  effective_on: z.string().nullish(),
  /** Null until the XML is imported. */
  full_text_xml_url: z.string().nullish(),
  body_html_url: z.string().nullish(),
  raw_text_url: z.string().nullish(),
  html_url: z.string().nullish(),
  docket_ids: z.array(z.string()).nullish(),
  regulation_id_numbers: z.array(z.string()).nullish(),
});

/** The key `results` is absent where nothing is found. */
const pageSchema = z.looseObject({
  count: z.number().int().nonnegative(),
  results: z.array(z.unknown()).optional(),
});

export type FederalRegisterDocument = z.infer<typeof documentSchema> & {
  /** The API's record, unchanged. */
  readonly raw: unknown;
};

export interface Found {
  readonly documents: readonly FederalRegisterDocument[];
  /** One error for each unreadable record, which must not hide the others. */
  readonly faults: readonly PipelineError[];
}

export interface FederalRegister {
  /** BIS's rules published from one day to another, both included, oldest first. */
  search(range: { from: string; to: string; signal: AbortSignal }): Promise<Found>;
  /** One document of any type. The number alone is not unique. */
  fetchDocument(
    documentNumber: string,
    publicationDate: string,
    signal: AbortSignal,
  ): Promise<FederalRegisterDocument>;
  /** The text in the form of `link`, which is one of `textLinks`. */
  fullText(
    document: FederalRegisterDocument,
    link: TextLink,
    signal: AbortSignal,
  ): Promise<Uint8Array>;
}

export interface TextLink {
  readonly url: string;
  readonly form: DocumentForm;
}

/** Links to the text of a document, best form first. Empty in the first minutes after publication. */
export function textLinks(document: FederalRegisterDocument): TextLink[] {
  const { full_text_xml_url: xml, body_html_url: html, raw_text_url: text } = document;
  // The PDF of a published document has columns, which the PDF parser cannot read.
  const links = { xml, html, pdf: null, text };
  return DOCUMENT_FORMS.flatMap((form) => (links[form] ? [{ url: links[form], form }] : []));
}

/** Reads a stored record. */
export function readDocument(raw: unknown): FederalRegisterDocument {
  return { ...documentSchema.parse(raw), raw };
}

export function toRuleMetadata(document: FederalRegisterDocument): RuleMetadata {
  return {
    documentNumber: canonicalNumber(document.document_number),
    title: document.title,
    type: document.type,
    action: document.action ?? null,
    citation: document.citation ?? null,
    publicationDate: document.publication_date,
    effectiveOn: document.effective_on ?? null,
    docketIds: document.docket_ids ?? [],
    rins: document.regulation_id_numbers ?? [],
    url: document.html_url ?? null,
    stage: "published",
  };
}

export function createFederalRegister({
  http,
  baseUrl,
}: {
  http: Http;
  baseUrl: string;
}): FederalRegister {
  const page = async (url: string, signal: AbortSignal) => {
    const answer = await http.get(url, "json", signal).catch(noneFound);
    const read = pageSchema.safeParse(answer.json());
    if (!read.success) throw untrusted(url, z.prettifyError(read.error), answer.body);
    return { count: read.data.count, records: read.data.results ?? [], body: answer.body };
  };

  return {
    search: async ({ from, to, signal }) => {
      const found = new Map<string, FederalRegisterDocument>();
      const faults = new Map<string, PipelineError>();
      for (let number = 1; ; number += 1) {
        const url = searchUrl(baseUrl, { type: "RULE", from, to, page: number });
        const { count, records, body } = await page(url, signal);
        const before = found.size + faults.size;
        for (const raw of records) {
          const read = documentSchema.safeParse(raw);
          if (read.success) found.set(keyOf(read.data), { ...read.data, raw });
          else faults.set(JSON.stringify(raw), untrusted(url, z.prettifyError(read.error), body));
        }
        const seen = found.size + faults.size;
        if (seen === count) {
          if (count === 0) await verifyEmpty(to, signal);
          return { documents: [...found.values()], faults: [...faults.values()] };
        }
        // A page past the end silently returns page 1.
        if (seen === before || number === MAX_PAGES) {
          throw untrusted(url, `it counts ${count} rules and shows ${seen}`, body);
        }
      }
    },
    fetchDocument: async (documentNumber, publicationDate, signal) => {
      const query = new URLSearchParams([["publication_date", publicationDate], ...fieldsQuery]);
      const url = `${baseUrl}/documents/${encodeURIComponent(documentNumber)}.json?${query}`;
      const answer = await http.get(url, "json", signal);
      const document = answer.json();
      const read = documentSchema.safeParse(document);
      if (!read.success) throw untrusted(url, z.prettifyError(read.error), answer.body);
      const { document_number: number, publication_date: day } = read.data;
      if (!isSameNumber(number, documentNumber) || day !== publicationDate) {
        throw untrusted(url, `it answered with ${keyOf(read.data)}`, answer.body);
      }
      return { ...read.data, raw: document };
    },
    fullText: async (document, { url, form }, signal) => {
      refuseForeign(url, baseUrl, document);
      const { body } = await http.get(url, form === "xml" ? "xml" : "print", signal);
      if (form === "xml" && !DOCUMENT_ROOT.test(rootName(body) ?? "")) {
        throw untrusted(url, "it answered with other XML than a Federal Register document", body);
      }
      refuseOther(url, body, document.document_number);
      return body;
    },
  };

  /** A wrong slug or an incomplete index also returns nothing. An empty answer is trusted only if a control query finds documents. */
  async function verifyEmpty(to: string, signal: AbortSignal): Promise<void> {
    const url = searchUrl(baseUrl, { from: addDays(to, -CONTROL_DAYS), to, page: 1 });
    const { count, body } = await page(url, signal);
    if (count > 0) return;
    throw untrusted(url, `no BIS document in ${CONTROL_DAYS} days, which is not plausible`, body);
  }
}

/** Some empty searches answer 404 "Record not found". It is treated like a count of 0. */
function noneFound(error: unknown): Pick<Answer, "body" | "json"> {
  if (!(error instanceof PipelineError) || error.context["status"] !== 404) throw error;
  return { body: error.evidence ?? new Uint8Array(), json: () => ({ count: 0 }) };
}

/** Numbers were reused before 2016. */
function keyOf(document: { document_number: string; publication_date: string }): string {
  return `${document.document_number}@${document.publication_date}`;
}

function searchUrl(
  baseUrl: string,
  { type, from, to, page }: { type?: string; from: string; to: string; page: number },
): string {
  const query = new URLSearchParams([
    ["conditions[agencies][]", AGENCY],
    ...(type === undefined ? [] : [["conditions[type][]", type]]),
    ["conditions[publication_date][gte]", from],
    ["conditions[publication_date][lte]", to],
    ["order", "oldest"],
    ["per_page", String(PER_PAGE)],
    ["page", String(page)],
    ...fieldsQuery,
  ] as [string, string][]);
  return `${baseUrl}/documents.json?${query}`;
}
