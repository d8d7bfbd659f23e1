/** Which document a print says that it is. */

import { PipelineError } from "../../model/errors.ts";
import { isSameNumber } from "../../model/reading/document-number.ts";
import type { Problem } from "../../model/reading/rule.ts";
import type { PrintedDocument } from "./printed-document.ts";

/** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`, `FR Doc. C1-2019-17921`. */
const FR_DOC = /FR\s+Doc\.?\s*((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)/i;

type Numbered = Pick<PrintedDocument, "form" | "frDoc" | "stampedNumber">;

/**
 * `expected` is the number under which the document was found, which wins as its source pads it.
 *
 * Throws `parse/other-document` where a PDF says that it is another document, or two at once: what fetches a PDF cannot
 * see whose it is. Throws `parse/wrong-kind` where there is no number at all.
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

/** A PDF that does not say whose it is may be another document's. */
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
  const hint = "nothing of it is read; look at the PDF, and whether its source has mixed up two";
  if (stamped !== undefined && ends !== undefined && !isSameNumber(stamped, ends)) {
    const message = `the PDF is stamped as ${stamped} and ends as FR Doc. ${ends}`;
    throw new PipelineError("parse/other-document", message, { hint });
  }
  const number = ends ?? stamped;
  if (number === undefined || expected === undefined || isSameNumber(number, expected)) return;
  const message = `the PDF says that it is ${number}, and was given as ${expected}`;
  throw new PipelineError("parse/other-document", message, { hint });
}
