/** License terms in plain words, with what the footnotes designate. */

import { html } from "hono/html";
import type { Entry } from "../model/entry.ts";
import {
  describeFootnotes,
  describePolicy,
  describeSections,
} from "../model/reading/describe-terms.ts";
import { type Html, NOTHING } from "./html.ts";

/** Of the footnotes of Supplement No. 4 to Part 744, in our words. */
const FOOTNOTES: Readonly<Record<number, string>> = {
  1: "Foreign-made items count as subject to the EAR where § 734.9(e)(1) says so (the Entity List's foreign-direct-product rule). License requirements and review: § 744.11(a)(2)(i).",
  2: "Leaves out what is disclosed to Huawei and its listed affiliates outside the U.S. for research into the security of what they own or run, and for nothing else.",
  3: "Foreign-made items count as subject to the EAR where § 734.9(g) says so (the rule on Russian and Belarusian military end users). License requirements, review and limits of exceptions: §§ 744.11, 744.21 and 746.8.",
  4: "Foreign-made items count as subject to the EAR where § 734.9(e)(2) says so. License requirements and review: § 744.11(a)(2)(iv).",
  5: "Foreign-made items count as subject to the EAR where § 734.9(e)(3) says so. License requirements and review: § 744.11(a)(2)(v).",
};

/** Without the conditions, which the entry's own page has. */
export function termsInShort({ licenseRequirement, licenseReviewPolicy }: Entry): Html {
  const said = [
    ...(licenseRequirement === null
      ? []
      : [
          licenseRequirement.scope === "all" ? "all items" : "specified items",
          ...describeSections(licenseRequirement.sections),
          ...describeFootnotes(licenseRequirement.footnotes),
        ]),
    ...(licenseReviewPolicy === null ? [] : [describePolicy(licenseReviewPolicy.kind)]),
  ];
  return said.length === 0 ? NOTHING : html`<p class="facts">${said.join(" · ")}</p>`;
}

export function footnotesExplained({ licenseRequirement }: Entry): Html {
  const footnotes = licenseRequirement?.footnotes ?? [];
  if (footnotes.length === 0) return NOTHING;
  return html`<dl class="facts-of">${footnotes.map(
    (number) =>
      html`<dt>Footnote ${number}</dt><dd>${FOOTNOTES[number] ?? "Not known here: see the printed list."}</dd>`,
  )}</dl>`;
}
