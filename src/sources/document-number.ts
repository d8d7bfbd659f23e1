/** The numbers of Federal Register documents: how they are padded, and by which one a printed document names itself. */

import { isSameNumber } from "../model/reading/document-number.ts";
import { untrusted } from "./http-errors.ts";

/**
 * `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`: each printed document ends with its number and the day it was filed, and no
 * page about documents says so of one. The HTML body has elements inside the brackets.
 */
const PRINTED_NUMBER =
  /\bFR\s+Doc\.?\s*(?:No\.?:?\s*)?([\dA-Z]+(?:(?:[-–]|&[#\w]+;)[\dA-Z]+)*(?:[-–]|&[#\w]+;)\d+)(?:\s|<[^<>]*>)+Filed/gi;

/**
 * The stamp at the head of a copy on display: "scheduled to be published in the Federal Register on 10/09/2025 and available
 * online at https://federalregister.gov/d/2025-19001". Links to other documents stand in the text, and not so near its head.
 */
const STAMP =
  /\bavailable\s+online\s+at\s+https?:\/\/(?:www\.)?federalregister\.gov\/d\/([\dA-Z]+(?:-[\dA-Z]+)*-\d+)/i;
const STAMP_WITHIN = 2_000;

/**
 * By which number a copy on display names itself, in its last line or else in its stamp; null where it bears neither. Of a PDF
 * it can only be asked once it was read: where it is another's (`isSameNumber`), the PDF is not this rule's.
 */
export function ownNumber(text: string): string | null {
  return lastPrinted(text) ?? STAMP.exec(text.slice(0, STAMP_WITHIN))?.[1] ?? null;
}

/** As the document ends; null where it bears none. */
export function printedNumber(body: Uint8Array): string | null {
  return lastPrinted(new TextDecoder().decode(body));
}

function lastPrinted(text: string): string | null {
  const numbers = [...text.matchAll(PRINTED_NUMBER)];
  return numbers.at(-1)?.[1]?.replaceAll(/–|&[#\w]+;/g, "-") ?? null;
}

/** @throws PipelineError fetch/untrusted where it is another document's text, or nothing says whose: it would be law under this number */
export function refuseOther(url: string, body: Uint8Array, documentNumber: string): void {
  const printed = printedNumber(body);
  if (printed !== null && isSameNumber(printed, documentNumber)) return;
  const what = printed === null ? "a document without a number" : `the text of ${printed}`;
  throw untrusted(url, `it answered with ${what} instead of ${documentNumber}`, body);
}

/** The number that a link's file is named after: `…/2026-19958.pdf`, `…/2026-19958_PI.pdf`. Null where it is named otherwise. */
export function numberInLink(url: string): string | null {
  const path = URL.parse(url)?.pathname ?? "";
  return /\/((?:[A-Z]\d?-)?(?:19|20)\d\d-\d+)(?:_PI)?\.\w+$/i.exec(path)?.[1] ?? null;
}

/** Zero padding differs between display and publication: since 2016, when numbers became unique, it is always that of print. */
export function canonicalNumber(documentNumber: string): string {
  return documentNumber.replace(
    /^((?:[A-Z]\d?-)?(?:201[6-9]|20[2-9]\d)-)(\d{1,4})$/,
    (_, year: string, number: string) => year + number.padStart(5, "0"),
  );
}
