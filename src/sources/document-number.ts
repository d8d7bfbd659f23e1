/** The numbers of Federal Register documents: their padding, and how to find the number that a document prints. */

import { isSameNumber } from "../model/reading/document-number.ts";
import { untrusted } from "./http-errors.ts";

/**
 * `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`: each printed document ends with its number and filing date. Pages about documents
 * have no such line. The HTML body has elements inside the brackets.
 */
const PRINTED_NUMBER =
  /\bFR\s+Doc\.?\s*(?:No\.?:?\s*)?([\dA-Z]+(?:(?:[-–]|&[#\w]+;)[\dA-Z]+)*(?:[-–]|&[#\w]+;)\d+)(?:\s|<[^<>]*>)+Filed/gi;

/**
 * The stamp at the head of a displayed copy: "scheduled to be published in the Federal Register on 10/09/2025 and available
 * online at https://federalregister.gov/d/2025-19001". Links to other documents appear in the text, further down.
 */
const STAMP =
  /\bavailable\s+online\s+at\s+https?:\/\/(?:www\.)?federalregister\.gov\/d\/([\dA-Z]+(?:-[\dA-Z]+)*-\d+)/i;
const STAMP_WITHIN = 2_000;

/**
 * The number that a displayed copy prints, in its last line or else in its stamp; null where it has neither. For a PDF this needs the
 * extracted text. If it is another number (`isSameNumber`), the PDF belongs to another document.
 */
export function ownNumber(text: string): string | null {
  return lastPrinted(text) ?? STAMP.exec(text.slice(0, STAMP_WITHIN))?.[1] ?? null;
}

/** The number in the last line of the document; null where it has none. */
export function printedNumber(body: Uint8Array): string | null {
  return lastPrinted(new TextDecoder().decode(body));
}

function lastPrinted(text: string): string | null {
  const numbers = [...text.matchAll(PRINTED_NUMBER)];
  return numbers.at(-1)?.[1]?.replaceAll(/–|&[#\w]+;/g, "-") ?? null;
}

/** @throws PipelineError fetch/untrusted where the text prints another number or none: it must not be stored under this number */
export function refuseOther(url: string, body: Uint8Array, documentNumber: string): void {
  const printed = printedNumber(body);
  if (printed !== null && isSameNumber(printed, documentNumber)) return;
  const what = printed === null ? "a document without a number" : `the text of ${printed}`;
  throw untrusted(url, `it answered with ${what} instead of ${documentNumber}`, body);
}

/** The document number in a file name: `…/2026-19958.pdf`, `…/2026-19958_PI.pdf`. Null for other names. */
export function numberInLink(url: string): string | null {
  const path = URL.parse(url)?.pathname ?? "";
  return /\/((?:[A-Z]\d?-)?(?:19|20)\d\d-\d+)(?:_PI)?\.\w+$/i.exec(path)?.[1] ?? null;
}

/** Pads the number as in print. Public inspection pads differently. Applies since 2016, when numbers became unique. */
export function canonicalNumber(documentNumber: string): string {
  return documentNumber.replace(
    /^((?:[A-Z]\d?-)?(?:201[6-9]|20[2-9]\d)-)(\d{1,4})$/,
    (_, year: string, number: string) => year + number.padStart(5, "0"),
  );
}
