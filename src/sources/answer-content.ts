/** Checks that a body is what was requested: a content type may be wrong, and a robot-check page may have status 200. */

import { PipelineError } from "../model/errors.ts";
import { printedNumber } from "./document-number.ts";
import { untrusted } from "./http-errors.ts";
import { refuseOtherThanPdf, startsAsPdf } from "./pdf-answer.ts";
import { endsWithRoot, rootName } from "./root-name.ts";

/** `print`: a Federal Register document as HTML or plain text; `pdf`: a document as filed. */
export type Expected = "json" | "xml" | "print" | "pdf";

const EXPECTED_NAMES = { json: "json", xml: "xml", print: "printed document", pdf: "PDF" } as const;

/** Automated traffic may get status 200 and a "Request Access" page, which is never content. */
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
    // A fragment of a page may end with any element, so only full pages are checked.
    if (root?.toLowerCase() === "html") refuseCutOff(url, root, body);
    return;
  }
  if (/html/i.test(contentType) || root?.toLowerCase() === "html") {
    throw new PipelineError(
      "fetch/interstitial",
      `GET ${url}: it answered with an HTML page instead of ${EXPECTED_NAMES[expected]}`,
      {
        hint: "the source treats this client as a robot; set ENTITYWIRE_CONTACT and wait before the next attempt",
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
    throw untrusted(
      url,
      `it answered with something that is not ${EXPECTED_NAMES[expected]}`,
      body,
    );
  }
  if (expected === "xml" && root !== null) refuseCutOff(url, root, body);
}

/** A truncated body must not be stored, because a stored document is never fetched again. */
function refuseCutOff(url: string, root: string, body: Uint8Array): void {
  if (endsWithRoot(body, root)) return;
  throw untrusted(url, `its body is truncated: <${root}> is not closed at the end`, body);
}

function startsAsJson(body: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(body.subarray(0, 512)));
}
