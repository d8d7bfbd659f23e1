/** The proof in every event: the rule, its justifications and the provenance. */

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
      "Id of the stored document: `GET /v1/documents/{id}`.",
      "rule-2025-00001-1f0c9a",
    ),
    sha256: sha256(
      "SHA-256 of the document's original bytes, in hex.",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ),
    asOf: dayOrNull("Date of a snapshot; null for a rule.", "2025-03-24"),
    row: ordinalOrNull(
      "Row in the list's table, from 1; null where the proof is the whole document.",
      12,
    ),
    parser: text(
      "Version of the parser; another version may read the document differently.",
      "parser-1",
    ),
  })
  .meta({ id: "Provenance", description: "The document and row that prove the event." });

export const ruleReference = z
  .object({
    documentNumber: textOrNull("Federal Register document number.", "2025-00001"),
    citation: textOrNull("Volume and first page.", "90 FR 14035"),
    title: textOrNull("As printed.", "Additions to the Entity List"),
    publicationDate: dayOrNull("Date of the Federal Register issue.", "2025-03-28"),
    url: textOrNull(
      "Web page of the document, for people.",
      "https://www.example.com/documents/2025-00001",
    ),
    inferred: flag(
      "True where a snapshot shows a change without a known rule: only the newest citation in the entry is known.",
      false,
    ),
  })
  .meta({ id: "RuleReference", description: "The Federal Register document behind the event." });

export const justifications = orNull(
  z.array(
    z
      .object({
        text: text(
          "The paragraph of the preamble, as printed.",
          "The End-User Review Committee determined to add Alpha for acquiring items in support of …",
        ),
        sections: texts("Sections of the EAR that it cites.", ["744.11(b)"]),
        footnotes: listOf(z.int().min(1), "Footnote designations in the passage.", [4]),
        licenseReviewPolicy: orNull(
          policyKind,
          "Review policy in the passage; null without one.",
          null,
        ),
      })
      .meta({ id: "Justification", description: "A passage that states why the party is listed." }),
  ),
  "Passages of the preamble about the party; null where the rule has none.",
);

export const changeClass = openEnum(
  ["substantive", "citation", "editorial"],
  "`substantive`: the law changed; `citation`: only a Federal Register citation was appended; `editorial`: only wording, spacing or markup changed, or evidence was added.",
);

export const cause = openEnum(
  ["law", "reconciliation", "reading", "correction"],
  "`law`: a rule. `reconciliation`: a snapshot shows a change that no known rule explains. `reading`: a better form of the document or a better parser. `correction`: a correction of the document.",
);

export const stage = openEnum(
  ["displayed", "published", "codified"],
  "The latest stage so far: public inspection, Federal Register or eCFR. It does not state legal force, which starts on `effectiveOn`.",
);

export const effective = {
  effectiveOn: dayOrNull("Effective date, as stated in the rule.", "2025-03-25"),
  effectiveAt: textOrNull(
    "Effective time; only where the rule states a time of day or takes effect on display.",
    null,
  ),
};
