/** What the document is, and from when. */

import type { Rule } from "../../model/reading/rule.ts";
import { type Page, wrap } from "./page.ts";

const FORMS: Readonly<Record<Rule["form"], string>> = {
  xml: "the full-text XML",
  html: "an HTML page; what it lost of the print is read again when the XML comes",
  pdf: "the PDF on display; the published text confirms it or shows the difference",
  text: "plain text; what it lost of the print is read again when the XML comes",
};
const LABEL_WIDTH = 11;

export function markUpParticulars(rule: Rule, page: Page): string[] {
  const { effectiveOn, effectiveAt, effectiveNote } = rule;
  const day = effectiveOn ?? "not known yet";
  const at = effectiveAt === null ? "" : `, at ${effectiveAt}`;
  const note = effectiveNote === null ? "" : `; printed: “${effectiveNote}”`;
  return [
    ...wrap(page, nameRule(rule), { rest: "  ", style: "bold" }),
    ...field(page, "Document", [rule.type, rule.action].filter(Boolean).join(": ")),
    ...field(page, "Citation", rule.citation ?? "not said"),
    ...field(page, "Published", rule.publicationDate ?? "not said"),
    ...field(page, "Filed", rule.filedAt ?? "not said"),
    ...field(page, "Effective", `${day}${at}${note}`),
    ...field(page, "Read from", FORMS[rule.form]),
    ...[rule.url].flatMap((url) => (url === null ? [] : field(page, "See", url))),
  ];
}

/** Where the document's form does not tell its title, the number stands for it. */
export function nameRule({ documentNumber, title }: Rule): string {
  return title === documentNumber ? documentNumber : `${documentNumber}: ${title}`;
}

function field(page: Page, label: string, text: string): string[] {
  const margin = label.padEnd(LABEL_WIDTH);
  const [first = "", ...rest] = wrap(page, text, { first: margin });
  return [page.paint("dim", margin) + first.slice(LABEL_WIDTH), ...rest];
}
