/** Reads the document number that a document prints. */

import { PipelineError } from "../../model/errors.ts";
import { isSameNumber } from "../../model/reading/document-number.ts";
import type { Problem } from "../../model/reading/rule.ts";
import type { PrintedDocument } from "./printed-document.ts";

/** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`, `FR Doc. C1-2019-17921`. */
const FR_DOC = /FR\s+Doc\.?\s*((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)/i;

type Numbered = Pick<PrintedDocument, "form" | "frDoc" | "stampedNumber">;

/**
 * Returns the FR Doc number. `expected` is the number in the source's index; it wins because the source pads numbers.
 *
 * Throws `parse/other-document` if a PDF prints another number, or two numbers: the code that fetches a PDF cannot check
 * its number. Throws `parse/wrong-kind` if there is no number.
 */
export function readDocumentNumber(printed: Numbered, expected: string | undefined): string {
  const ends = FR_DOC.exec(printed.frDoc ?? "")?.[1]?.replace("–", "-");
  const stamped = printed.stampedNumber ?? undefined;
  if (printed.form === "pdf") refuseOther(stamped, ends, expected);
  const number = expected ?? ends ?? stamped;
  if (number !== undefined) return number;
  throw new PipelineError("parse/wrong-kind", "the document has no FR Doc number", {
    hint: "give the whole document as the Federal Register publishes it",
  });
}

/** A PDF without a number may belong to another document. */
export function findUnnumbered({ form, frDoc, stampedNumber }: Numbered): Problem[] {
  if (form !== "pdf" || FR_DOC.test(frDoc ?? "") || stampedNumber) return [];
  const message = "the PDF prints no document number, neither in a stamp nor at its end";
  return [{ code: "document/unnumbered", message, text: null }];
}

function refuseOther(
  stamped: string | undefined,
  ends: string | undefined,
  expected: string | undefined,
): void {
  const hint = "the PDF is not used; check whether its source has mixed up two documents";
  if (stamped !== undefined && ends !== undefined && !isSameNumber(stamped, ends)) {
    const message = `the PDF is stamped as ${stamped} and ends as FR Doc. ${ends}`;
    throw new PipelineError("parse/other-document", message, { hint });
  }
  const number = ends ?? stamped;
  if (number === undefined || expected === undefined || isSameNumber(number, expected)) return;
  const message = `the PDF prints the number ${number}, but ${expected} was expected`;
  throw new PipelineError("parse/other-document", message, { hint });
}
