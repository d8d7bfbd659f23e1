/** The particulars of the document: title, citation, dates and form. */

import type { Rule } from "../../model/reading/rule.ts";
import { type Page, wrap } from "./page.ts";

const FORMS: Readonly<Record<Rule["form"], string>> = {
  xml: "the full-text XML",
  html: "an HTML page; it is read again when the XML arrives, because HTML loses some of the print",
  pdf: "the displayed PDF; the published text confirms or corrects it",
  text: "plain text; it is read again when the XML arrives, because text loses some of the print",
};
const LABEL_WIDTH = 11;

export function markUpParticulars(rule: Rule, page: Page): string[] {
  const { effectiveOn, effectiveAt, effectiveNote } = rule;
  const day = effectiveOn ?? "unknown";
  const at = effectiveAt === null ? "" : `, at ${effectiveAt}`;
  const note = effectiveNote === null ? "" : `; printed: “${effectiveNote}”`;
  return [
    ...wrap(page, nameRule(rule), { rest: "  ", style: "bold" }),
    ...field(page, "Document", [rule.type, rule.action].filter(Boolean).join(": ")),
    ...field(page, "Citation", rule.citation ?? "unknown"),
    ...field(page, "Published", rule.publicationDate ?? "unknown"),
    ...field(page, "Filed", rule.filedAt ?? "unknown"),
    ...field(page, "Effective", `${day}${at}${note}`),
    ...field(page, "Read from", FORMS[rule.form]),
    ...[rule.url].flatMap((url) => (url === null ? [] : field(page, "See", url))),
  ];
}

/** Some document forms have no title. The number replaces it then. */
export function nameRule({ documentNumber, title }: Rule): string {
  return title === documentNumber ? documentNumber : `${documentNumber}: ${title}`;
}

function field(page: Page, label: string, text: string): string[] {
  const margin = label.padEnd(LABEL_WIDTH);
  const [first = "", ...rest] = wrap(page, text, { first: margin });
  return [page.paint("dim", margin) + first.slice(LABEL_WIDTH), ...rest];
}
