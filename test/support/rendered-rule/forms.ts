/** The forms a document comes in. */

import { escapeXml } from "../../../src/demo/markup.ts";
import { asGpoText } from "./as-gpo-text.ts";
import { asHtml } from "./as-html.ts";
import { asLooseLines } from "./as-loose-lines.ts";
import { asXml } from "./as-xml.ts";
import type { PrintedPage } from "./printed-page.ts";

/** `pageBreaks` counts lines of GPO's print; the other forms have none. */
type Print = (page: PrintedPage, pageBreaks: readonly number[]) => string;

export const FORMS: readonly [string, Print][] = [
  ["XML", asXml],
  ["HTML", asHtml],
  ["GPO's text", asGpoText],
  ["GPO's text in its HTML page", asGpoPage],
  ["loose lines", asLooseLines],
];

function asGpoPage(page: PrintedPage, pageBreaks: readonly number[]): string {
  const text = escapeXml(asGpoText(page, pageBreaks)).replaceAll("&quot;", '"');
  return `<html>\n<head>\n<title>Federal Register</title>\n</head>\n<body><pre>\n${text}\n</pre></body>\n</html>`;
}
