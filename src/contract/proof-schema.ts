/** What each event carries beside its news: which rule says it, why, and where the proof is. */

import { z } from "zod";
import { policyKind } from "./entry-schema.ts";
import {
  dayOrNull,
  flag,
  listOf,
  openEnum,
  ordinalOrNull,
  orNull,
  sha256,
  text,
  textOrNull,
  texts,
} from "./terms.ts";

export const provenance = z
  .object({
    documentId: text(
      "Of the document as it is stored: `GET /v1/documents/{id}`.",
      "rule-2025-00001-1f0c9a",
    ),
    sha256: sha256(
      "Of the document's bytes as they came, hexadecimal.",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ),
    asOf: dayOrNull("The day that a snapshot shows; null of a rule.", "2025-03-24"),
    row: ordinalOrNull(
      "Row of the list's table, from 1; null where the proof is the whole document.",
      12,
    ),
    parser: text("What read it; another version may read it otherwise.", "parser-1"),
  })
  .meta({ id: "Provenance", description: "Where the proof is." });

export const ruleReference = z
  .object({
    documentNumber: textOrNull("Of the Federal Register.", "2025-00001"),
    citation: textOrNull("Volume and first page.", "90 FR 14035"),
    title: textOrNull("As printed.", "Additions to the Entity List"),
    publicationDate: dayOrNull("The day of the Federal Register that prints it.", "2025-03-28"),
    url: textOrNull("For people.", "https://www.example.com/documents/2025-00001"),
    inferred: flag(
      "True where a snapshot shows a change that no known rule explains: only the newest citation is known.",
      false,
    ),
  })
  .meta({ id: "RuleReference", description: "The document of the Federal Register that says it." });

export const justifications = orNull(
  z.array(
    z
      .object({
        text: text(
          "The paragraph of the preamble, as printed.",
          "The End-User Review Committee determined to add Alpha for acquiring items in support of …",
        ),
        sections: texts("Sections of the EAR that it rests on.", ["744.11(b)"]),
        footnotes: listOf(z.int().min(1), "Footnote designations that it states.", [4]),
        licenseReviewPolicy: orNull(
          policyKind,
          "The policy that it states; null where none.",
          null,
        ),
      })
      .meta({ id: "Justification", description: "A passage that says why the party is listed." }),
  ),
  "Null where the rule gives no passage that names the party.",
);

export const changeClass = openEnum(
  ["substantive", "citation", "editorial"],
  "`substantive`: the law changed; `citation`: only a Federal Register citation was appended; `editorial`: only text, spacing or markup changed, or evidence was added.",
);

export const cause = openEnum(
  ["law", "reconciliation", "reading", "correction"],
  "`law`: a rule says it. `reconciliation`: a snapshot shows what no known rule explains. `reading`: a better form of the document, or a better parser. `correction`: the document was corrected.",
);

export const stage = openEnum(
  ["displayed", "published", "codified"],
  "The best evidence so far: public inspection, Federal Register, eCFR. Evidence, not legal force: that is `effectiveOn`.",
);

export const effective = {
  effectiveOn: dayOrNull("The day on which it takes effect, as the rule says it.", "2025-03-25"),
  effectiveAt: textOrNull(
    "The moment, only where the rule prints a time of day or takes effect on display.",
    null,
  ),
};
