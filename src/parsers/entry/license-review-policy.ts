/** Reads the license review policy column: how license applications are reviewed. */

import type { LicenseReviewPolicy, PolicyKind } from "../../model/entry.ts";
import { memoizeByText } from "../text/memoize-by-text.ts";
import { readSections } from "../text/sections.ts";
import { tidyTerm } from "../text/tidy-term.ts";

const STANDARDS: readonly (readonly [RegExp, PolicyKind | null])[] = [
  // "Presumption for denial" and "casa-by-case" are BIS's typing errors.
  [/presumption (?:of|for) denial/i, "presumption-of-denial"],
  [/policy (?:of|for) denial/i, "policy-of-denial"],
  [/cas[ea][- ]by[- ]case/i, "case-by-case"],
  // Approval never stands alone on the list; together with another standard it makes the policy mixed.
  [/presumption (?:of|for) approval/i, null],
];
const LEAD =
  /^(?:policy|presumption) (?:of|for) denial(?: for all items subject to (?:the )?EAR)?[.;,:]?\s*/i;
const SEE_AT_END = /(?:(?<!\s)\s+)?\bsee §[^;]{0,300}$/i;

/** Reads the column's text; the kind is `none` if it holds no known standard. */
export const readLicenseReviewPolicy = memoizeByText((printed: string): LicenseReviewPolicy => {
  const text = tidyTerm(printed);
  const found = STANDARDS.filter(([pattern]) => pattern.test(text)).map(([, kind]) => kind);
  const sections = readSections(text);
  const kind = kindOf(found, sections);
  return { text, kind, sections, conditions: readConditions(text, kind) };
});

/** Whether a cell belongs to this column. */
export function looksLikeLicenseReviewPolicy(text: string): boolean {
  return STANDARDS.some(([pattern]) => pattern.test(text)) || /^see §/i.test(text);
}

function kindOf(found: readonly (PolicyKind | null)[], sections: readonly string[]): PolicyKind {
  const [only] = found;
  if (found.length > 1) return "mixed";
  if (found.length === 1) return only ?? "mixed";
  return sections.length > 0 ? "by-section" : "none";
}

function readConditions(text: string, kind: PolicyKind): string | null {
  if (kind === "by-section" || kind === "none") return null;
  const rest = text
    .replace(SEE_AT_END, "")
    .replace(LEAD, "")
    .replace(/[.;,]\s*$/, "")
    .trim();
  return /^(?:cas[ea][- ]by[- ]case(?: (?:basis|review))?)?$/i.test(rest) ? null : rest;
}
