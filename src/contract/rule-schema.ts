/** `data` of the `rule.*` events: a Federal Register document, what was read and what its summary claims. */

import { z } from "zod";
import { changeFields } from "./change-schema.ts";
import { listCode } from "./entry-schema.ts";
import { effective, provenance, ruleReference, stage } from "./proof-schema.ts";
import {
  count,
  countOrNull,
  countryOrNull,
  dayOrNull,
  listOf,
  openEnum,
  orNull,
  text,
  textOrNull,
} from "./terms.ts";

const destination = text("As printed in the summary.", "China");

const claimCounts = z
  .object({
    entities: countOrNull("Number of parties.", 10),
    entries: countOrNull("Number of entries: one per party and destination.", 13),
    addresses: countOrNull(
      "Number of addresses listed on their own, in addition to the entities.",
      0,
    ),
    destinations: listOf(
      z
        .object({
          destination,
          country: countryOrNull("ISO 3166-1 alpha-2.", "CN"),
          count: countOrNull(
            "Number claimed; null where the destination is named without a count.",
            8,
          ),
        })
        .meta({ id: "DestinationCount", description: "The claim about one destination." }),
      "In printed order.",
    ),
  })
  .meta({ id: "ClaimCounts", description: "Claimed counts; null where a count is not claimed." });

const listClaims = z
  .object({
    list: listCode,
    added: orNull(claimCounts, "Null where no addition is claimed."),
    revised: orNull(claimCounts, "Null where no revision is claimed."),
    removed: orNull(claimCounts, "Null where no removal is claimed."),
  })
  .meta({ id: "ListClaims", description: "Claims of the summary about one list." });

const claims = z
  .object({
    lists: listOf(listCode, "Lists that the rule claims to amend, in printed order.", ["EL"]),
    added: orNull(
      claimCounts,
      "Null where no addition is claimed. For several lists, the counts of the first.",
    ),
    revised: orNull(
      claimCounts,
      "Null where no revision is claimed. For several lists, the counts of the first.",
    ),
    removed: orNull(
      claimCounts,
      "Null where no removal is claimed. For several lists, the counts of the first.",
    ),
    byList: listOf(listClaims, "Counts for each list. Absent in older events.").optional(),
    text: text(
      "The summary with the claims, as printed.",
      "This rule adds 10 entities under 13 entries to the Entity List …",
    ),
  })
  .meta({ id: "Claims", description: "The claims of the rule's summary about its own content." });

const tally = z
  .object({
    destination: text("The heading, as printed.", "CHINA, PEOPLE'S REPUBLIC OF"),
    country: countryOrNull("ISO 3166-1 alpha-2.", "CN"),
    added: count("Number of entries.", 8),
    revised: count("Number of entries.", 0),
    removed: count("Number of entries.", 0),
  })
  .meta({
    id: "DestinationTally",
    description: "Effect of the instructions under one destination.",
  });

const problem = z
  .object({
    code: text("Short, stable code. New codes may be added.", "claim/disagrees"),
    message: text("Text for people.", "the summary claims 10 entities, 9 were read"),
    text: textOrNull("The affected text, as printed.", null),
  })
  .meta({
    id: "RuleProblem",
    description: "Something that could not be read or that contradicts the claims.",
  });

export const ruleData = z.object({
  ...changeFields,
  stage,
  lists: listOf(listCode, "The lists that the rule amends.", ["EL"]),
  rule: ruleReference,
  ...effective,
  effectiveNote: textOrNull(
    "The DATES section, as printed.",
    "This rule is effective March 25, 2025.",
  ),
  claims: orNull(claims, "Null without claims."),
  claimsAgree: z
    .boolean()
    .nullable()
    .meta({
      description:
        "Whether the content that was read agrees with every claim; null without claims.",
      examples: [true],
    }),
  read: listOf(tally, "Effect of the instructions per destination."),
  parties: count("Number of distinct parties in the instructions.", 10),
  unjustified: count(
    "Number of entries and removed names without a justification in the preamble.",
    0,
  ),
  problems: listOf(problem, "Empty where the whole document was read."),
  completeness: z.exactOptional(
    openEnum(["full", "partial"], "`partial` where parts of the document could not be read."),
  ),
  correctedBy: z.exactOptional(
    text("For `rule.corrected`: number of the document that corrects the rule.", "C1-2025-00001"),
  ),
  editorialNote: z.exactOptional(
    text(
      "For `rule.withdrawn`: the editorial note of public inspection about the withdrawal, as printed. Absent where the list no longer shows the rule.",
      "The agency withdrew this document while it was on display.",
    ),
  ),
  delayedBy: z.exactOptional(
    text("For `rule.delayed`: number of the document that delays the rule.", "2025-00009"),
  ),
  delayedFrom: z.exactOptional(
    dayOrNull("For `rule.delayed`: the effective date before the delay.", "2025-03-25"),
  ),
  withdrawnBy: z.exactOptional(
    text(
      "For `rule.withdrawn`: number of the document that withdraws the rule. Absent where the rule was withdrawn from public inspection.",
      "2025-00009",
    ),
  ),
  provenance,
});

/** `correctedBy` is required. */
export const correctedData = ruleData.extend({
  correctedBy: text("Number of the document that corrects the rule.", "C1-2025-00001"),
});

/** `delayedBy` is required. */
export const delayedData = ruleData.extend({
  delayedBy: text("Number of the document that delays the rule.", "2025-00009"),
});
