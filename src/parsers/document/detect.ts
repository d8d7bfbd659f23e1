/** Detects the kind of a document by its root element, or by its marks if it has no markup, without parsing all of it. */

import { PipelineError } from "../../model/errors.ts";
import type { DocumentForm } from "../../model/reading/rule.ts";
import { stampedNumber } from "./extracted/is-extracted-text.ts";
import { readProlog } from "./prolog.ts";

/** Root elements of Federal Register documents: https://www.govinfo.gov/bulkdata/FR/resources */
const RULE_ROOTS = new Set([
  "RULE",
  "PRORULE",
  "NOTICE",
  "CORRECT",
  "PRESDOCU",
  "PRESDOC",
  "INTERIM",
  "PRNOTICE",
]);
/** A title, a part, or any division below: https://www.ecfr.gov/developers/documentation/api/v1 */
const SNAPSHOT_ROOT = /^(?:DIV[1-9]|ECFR)$/;

const ROOT = /<([A-Za-z_][\w.:-]*)/y;

/**
 * Every published document ends with `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`. Lists of documents never print this
 * line together with a section label. The HTML body has elements inside the brackets.
 */
const FR_DOC =
  /\[(?:\s|<[^<>]*>)*FR\s+Doc\.?\s*(?:No\.?:?\s*)?(?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+(?:\s|<[^<>]*>)+Filed/i;
/** A correction has no section labels, but names the document that it corrects. */
const SECTION_LABEL = /\b(?:SUMMARY|AGENCY|ACTION):|\bIn (?:[\w-]+ ){0,2}document\s+\d{4}[-–]\d/;
/** GPO's newer XML (https://github.com/usgpo/uslm). Only its blocks of text are read. */
const USLM = /^<[a-z][^>]*"-uslm-sgm:/i;
const HTML_BLOCK = /^<(?:p|div|h[1-6]|section|article|pre|span|ul|table)\b/i;
/** In characters. No start tag is longer. */
const TAG_LENGTH = 2000;

/** `rule`: a Federal Register document; `snapshot`: an eCFR division. */
export function detectKind(text: string): "rule" | "snapshot" {
  return detectDocument(text) === "snapshot" ? "snapshot" : "rule";
}

/** Throws `parse/not-xml` or `parse/wrong-kind` if the text is neither, and `parse/truncated` if its end is missing. */
export function detectDocument(xml: string): DocumentForm | "snapshot" {
  const { end, doctype } = readProlog(xml);
  const root = elementAt(xml, end);
  if (doctype === "html" || root?.toLowerCase() === "html") {
    if (SECTION_LABEL.test(xml) && /\bCFR Parts? \d/.test(xml) && !isPrintedDocument(xml))
      throw cutOff();
    if (!isPrintedDocument(xml)) throw htmlPage(xml);
    return "html";
  }
  const start = xml.slice(end, end + TAG_LENGTH);
  if ((HTML_BLOCK.test(start) || USLM.test(start)) && isPrintedDocument(xml)) return "html";
  if (root === null) {
    // The stamp of a copy on display gives the document number just as the last line does.
    const isStamped = SECTION_LABEL.test(xml) && stampedNumber(xml) !== null;
    if (isStamped || isPrintedDocument(xml)) return "text";
    if (SECTION_LABEL.test(xml) && /\bCFR\b/.test(xml)) throw cutOff();
    const words = xml.trimStart().slice(0, 60).replace(/\s+/g, " ");
    throw new PipelineError("parse/not-xml", `the document is not XML; it starts “${words}”`, {
      hint: "give the Federal Register's or the eCFR's XML, or a Federal Register document as HTML or plain text",
    });
  }
  if (RULE_ROOTS.has(root)) return "xml";
  if (SNAPSHOT_ROOT.test(root)) return "snapshot";
  throw new PipelineError(
    "parse/wrong-kind",
    `the root element is <${root}>, neither a Federal Register document nor an eCFR division`,
    { hint: "give a Federal Register document (<RULE>) or eCFR XML of part 744 (<DIV5>, <DIV9>)" },
  );
}

function isPrintedDocument(text: string): boolean {
  return SECTION_LABEL.test(text) && FR_DOC.test(text);
}

/** The name of the element that begins at `at`; null if none does. */
function elementAt(xml: string, at: number): string | null {
  ROOT.lastIndex = at;
  return ROOT.exec(xml)?.[1] ?? null;
}

/** A document without its last line may lack other lines too. */
function cutOff(): PipelineError {
  return new PipelineError(
    "parse/truncated",
    "this reads like a Federal Register document, but does not end with its line “[FR Doc. … Filed …]”",
    { hint: "fetch it again, and give the whole document" },
  );
}

function htmlPage(xml: string): PipelineError {
  const title = /<title>([^<]*)<\/title>/i.exec(xml.slice(0, 20_000))?.[1]?.trim();
  const named = title === undefined ? "" : `, “${title}”`;
  return new PipelineError(
    "parse/not-xml",
    `this is an HTML page${named}, not the document's XML`,
    {
      hint: /request access/i.test(xml.slice(0, 20_000))
        ? "the site refused an automated request; wait, then fetch the XML again"
        : "download the XML form of the document",
    },
  );
}
