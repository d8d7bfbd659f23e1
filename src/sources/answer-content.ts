/** Whether a body is what was asked for: a content type may lie, and a page that wants patience comes with status 200. */

import { PipelineError } from "../model/errors.ts";
import { printedNumber } from "./document-number.ts";
import { untrusted } from "./http-errors.ts";
import { refuseOtherThanPdf, startsAsPdf } from "./pdf-answer.ts";
import { endsWithRoot, rootName } from "./root-name.ts";

/** `print`: a document of the Federal Register as HTML or plain text; `pdf`: one as it was filed. */
export type Expected = "json" | "xml" | "print" | "pdf";

const WANTED = { json: "json", xml: "xml", print: "printed document", pdf: "PDF" } as const;

/** Traffic judged automated gets status 200 and a page "Request Access": unreachable, never content. */
export function refuseContent(
  url: string,
  expected: Expected,
  contentType: string,
  body: Uint8Array,
): void {
  if (expected === "pdf" && startsAsPdf(body)) {
    refuseOtherThanPdf(url, body);
    return;
  }
  const root = rootName(body);
  if (expected === "print" && printedNumber(body) !== null) {
    // A fragment of a page may end with any element.
    if (root?.toLowerCase() === "html") refuseCutOff(url, root, body);
    return;
  }
  if (/html/i.test(contentType) || root?.toLowerCase() === "html") {
    throw new PipelineError(
      "fetch/interstitial",
      `GET ${url}: it answered with an HTML page instead of ${WANTED[expected]}`,
      {
        hint: "the service takes this client for a robot; set ENTITYWIRE_CONTACT and wait, do not press on",
        retryable: true,
        evidence: body,
      },
    );
  }
  if (body.length === 0) throw untrusted(url, "it answered with an empty body", body);
  if (expected === "pdf") {
    refuseOtherThanPdf(url, body);
    return;
  }
  const isExpected = expected === "json" ? startsAsJson(body) : expected === "xml" && root !== null;
  if (!isExpected) {
    throw untrusted(url, `it answered with something that is no ${WANTED[expected]}`, body);
  }
  if (expected === "xml" && root !== null) refuseCutOff(url, root, body);
}

/** Stored, such a body would be this document for good: nobody asks twice for what is there. */
function refuseCutOff(url: string, root: string, body: Uint8Array): void {
  if (endsWithRoot(body, root)) return;
  throw untrusted(url, `its body is cut off: <${root}> is not closed at its end`, body);
}

function startsAsJson(body: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(body.subarray(0, 512)));
}
