/** License terms in plain words, with the meaning of the footnotes. */

import { html } from "hono/html";
import type { Entry } from "../model/entry.ts";
import {
  describeFootnotes,
  describePolicy,
  describeSections,
} from "../model/reading/describe-terms.ts";
import { type Html, NOTHING } from "./html.ts";

/** The footnotes of Supplement No. 4 to Part 744, paraphrased. */
const FOOTNOTES: Readonly<Record<number, string>> = {
  1: "Foreign-made items count as subject to the EAR where § 734.9(e)(1) says so (the Entity List's foreign-direct-product rule). License requirements and review: § 744.11(a)(2)(i).",
  2: "Excludes disclosures to Huawei and its listed affiliates outside the U.S. that serve only research into the security of what they own or operate.",
  3: "Foreign-made items count as subject to the EAR where § 734.9(g) says so (the rule on Russian and Belarusian military end users). License requirements, review and limits of exceptions: §§ 744.11, 744.21 and 746.8.",
  4: "Foreign-made items count as subject to the EAR where § 734.9(e)(2) says so. License requirements and review: § 744.11(a)(2)(iv).",
  5: "Foreign-made items count as subject to the EAR where § 734.9(e)(3) says so. License requirements and review: § 744.11(a)(2)(v).",
};

/** Leaves out the conditions, which the entry's page shows. */
export function termsInShort({ licenseRequirement, licenseReviewPolicy }: Entry): Html {
  const terms = [
    ...(licenseRequirement === null
      ? []
      : [
          licenseRequirement.scope === "all" ? "all items" : "specified items",
          ...describeSections(licenseRequirement.sections),
          ...describeFootnotes(licenseRequirement.footnotes),
        ]),
    ...(licenseReviewPolicy === null ? [] : [describePolicy(licenseReviewPolicy.kind)]),
  ];
  return terms.length === 0 ? NOTHING : html`<p class="facts">${terms.join(" · ")}</p>`;
}

export function footnotesExplained({ licenseRequirement }: Entry): Html {
  const footnotes = licenseRequirement?.footnotes ?? [];
  if (footnotes.length === 0) return NOTHING;
  return html`<dl class="facts-of">${footnotes.map(
    (number) =>
      html`<dt>Footnote ${number}</dt><dd>${FOOTNOTES[number] ?? "Unknown footnote: see the printed list."}</dd>`,
  )}</dl>`;
}
