/** The numbers of Federal Register documents: how they are padded, and by which one a printed document names itself. */

import { isSameNumber } from "../model/document-number.ts";
import { untrusted } from "./http-errors.ts";

/**
 * `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`: each printed document ends with its number and the day it was filed, and no
 * page about documents says so of one. The HTML body has elements inside the brackets.
 */
const PRINTED_NUMBER =
  /\bFR\s+Doc\.?\s*(?:No\.?:?\s*)?([\dA-Z]+(?:(?:[-–]|&[#\w]+;)[\dA-Z]+)*(?:[-–]|&[#\w]+;)\d+)(?:\s|<[^<>]*>)+Filed/gi;

/** As the document ends; null where it bears none. */
export function printedNumber(body: Uint8Array): string | null {
  const numbers = [...new TextDecoder().decode(body).matchAll(PRINTED_NUMBER)];
  return numbers.at(-1)?.[1]?.replaceAll(/–|&[#\w]+;/g, "-") ?? null;
}

/** @throws PipelineError fetch/untrusted where it is another document's text, or nothing says whose: it would be law under this number */
export function refuseOther(url: string, body: Uint8Array, documentNumber: string): void {
  const printed = printedNumber(body);
  if (printed !== null && isSameNumber(printed, documentNumber)) return;
  const what = printed === null ? "a document without a number" : `the text of ${printed}`;
  throw untrusted(url, `it answered with ${what} instead of ${documentNumber}`, body);
}

/** Zero padding differs between display and publication: since 2016, when numbers became unique, it is always that of print. */
export function canonicalNumber(documentNumber: string): string {
  return documentNumber.replace(
    /^((?:[A-Z]\d?-)?(?:201[6-9]|20[2-9]\d)-)(\d{1,4})$/,
    (_, year: string, number: string) => year + number.padStart(5, "0"),
  );
}
