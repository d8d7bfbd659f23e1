/** Opens a Federal Register document in XML, HTML or plain text. */

import { PipelineError } from "../../model/errors.ts";
import { detectDocument } from "./detect.ts";
import { openHtmlDocument } from "./html-document.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { openTextDocument } from "./text-document.ts";
import { openXmlDocument } from "./xml-document.ts";

/** Throws `parse/wrong-kind` if the text is not exactly one document, and the `parse/*` errors of each form. */
export function openDocument(text: string): PrintedDocument {
  const form = detectDocument(text);
  refuseSeveral(text, form);
  if (form === "snapshot") {
    throw new PipelineError(
      "parse/wrong-kind",
      "this is eCFR XML, not a Federal Register document",
      { hint: "read it as a snapshot" },
    );
  }
  if (form === "text") return openTextDocument(text);
  return form === "html" ? openHtmlDocument(text) : openXmlDocument(text);
}

/** XML with two documents is not well-formed and fails anyway. Text with two documents would read like one. */
function refuseSeveral(text: string, form: ReturnType<typeof detectDocument>): void {
  if (form !== "text" && form !== "html") return;
  const numbers = [
    ...text.matchAll(/\[\s*FR\s+Doc\.?\s+((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)\s+Filed/gi),
  ];
  const [first, second] = [...new Set(numbers.map(([, number]) => number))];
  if (second === undefined) return;
  throw new PipelineError(
    "parse/wrong-kind",
    `the file holds two documents, ${first} and ${second}`,
    {
      hint: "give each document a file of its own",
    },
  );
}
