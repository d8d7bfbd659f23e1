/** Short descriptions of an entry's license columns. */

import type { Entry, LicenseRequirement, LicenseReviewPolicy, PolicyKind } from "../entry.ts";

const POLICIES: Readonly<Record<PolicyKind, string>> = {
  "presumption-of-denial": "presumption of denial",
  "policy-of-denial": "policy of denial",
  "case-by-case": "case by case",
  mixed: "several standards",
  "by-section": "as the section says",
  none: "no known standard",
};

/** Empty on lists without the columns. */
export function describeTerms({ licenseRequirement, licenseReviewPolicy }: Entry): string[] {
  return [
    ...(licenseRequirement === null ? [] : [`License: ${requirementOf(licenseRequirement)}`]),
    ...(licenseReviewPolicy === null ? [] : [`Review: ${reviewOf(licenseReviewPolicy)}`]),
  ];
}

export function describePolicy(kind: PolicyKind): string {
  return POLICIES[kind];
}

export function describeSections(sections: readonly string[]): string[] {
  if (sections.length === 0) return [];
  return [`${sections.length === 1 ? "§" : "§§"} ${sections.join(", ")}`];
}

export function describeFootnotes(footnotes: readonly number[]): string[] {
  if (footnotes.length === 0) return [];
  return [`footnote${footnotes.length === 1 ? "" : "s"} ${footnotes.join(", ")}`];
}

function requirementOf({ scope, sections, footnotes, conditions }: LicenseRequirement): string {
  return [
    scope === "all" ? "all items" : "specified items",
    ...describeSections(sections),
    ...describeFootnotes(footnotes),
    ...(conditions === null ? [] : [conditions]),
  ].join("; ");
}

function reviewOf({ kind, sections, conditions }: LicenseReviewPolicy): string {
  return [
    describePolicy(kind),
    ...describeSections(sections),
    ...(conditions === null ? [] : [conditions]),
  ].join("; ");
}
