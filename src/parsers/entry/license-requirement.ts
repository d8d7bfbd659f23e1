/** Reads the license requirement column: scope, EAR sections, footnote designations and conditions. */

import type { LicenseRequirement } from "../../model/entry.ts";
import { memoizeByText } from "../text/memoize-by-text.ts";
import { readSections } from "../text/sections.ts";
import { tidyTerm } from "../text/tidy-term.ts";

const ALL_ITEMS = /\ball items subject to (?:the )?EAR\b/i;
/** A raised digit after the section or sentence that it marks: `734.9(g),3 746.8`, `734.9(e) 1 and`, `of the EAR) 4`; several are printed as `1 4`, `4 and 5`, `14`. */
const FOOTNOTE =
  /(?:\)\s?,?|\bEAR\.?)\s?([1-8](?:(?:\s*(?:,|and|&)\s*|\s*,\s*and\s+|\s*)[1-8])*)(?=[\s,)]|\.(?!\d)|$)/g;
const CONDITION =
  /\b(?:this license requirement|the license requirements? under this entry|apart from|except|other than|unless|when used)\b[\s\S]*/i;
const SEE_AT_END = /(?:[.,]\s*|(?<!\s)\s+)?\(\s*see\s+§[\s\S]*/i;

/** Reads the column's text, which may have line breaks; never fails. */
export const readLicenseRequirement = memoizeByText((printed: string): LicenseRequirement => {
  const text = tidyTerm(printed);
  const condition = CONDITION.exec(text);
  const base = condition === null ? text : text.slice(0, condition.index);
  const seeInCondition = condition === null ? "" : (SEE_AT_END.exec(condition[0])?.[0] ?? "");
  const sections = readSections(base + seeInCondition);
  return {
    text,
    scope: ALL_ITEMS.test(text) ? "all" : "specified",
    sections: sections.length > 0 ? sections : readSections(text),
    footnotes: readFootnotes(text),
    conditions: condition?.[0].replace(SEE_AT_END, "").trim() || null,
  };
});

/** Whether a cell belongs to this column: in one row of each year, the requirement and the policy are swapped. */
export function looksLikeLicenseRequirement(text: string): boolean {
  return /^(?:for )?(?:all )?items (?:subject to|on the CCL)/i.test(text);
}

function readFootnotes(text: string): number[] {
  const marks = [...text.matchAll(FOOTNOTE)].flatMap(
    ([, several = ""]) => several.match(/\d/g) ?? [],
  );
  return [...new Set(marks.map(Number))];
}
