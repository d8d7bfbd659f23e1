/** `data` of the `rule.*` events: one document of the Federal Register, as read and as it speaks of itself. */

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

const destination = text("As the summary prints it.", "China");

const claimCounts = z
  .object({
    entities: countOrNull("Parties.", 10),
    entries: countOrNull("Entries: one a party and destination.", 13),
    addresses: countOrNull("Addresses that stand for themselves, beside the entities.", 0),
    destinations: listOf(
      z
        .object({
          destination,
          country: countryOrNull("ISO 3166-1 alpha-2.", "CN"),
          count: countOrNull("Null where the destination is named without a count.", 8),
        })
        .meta({ id: "DestinationCount", description: "What is claimed of one destination." }),
      "In printed order.",
    ),
  })
  .meta({ id: "ClaimCounts", description: "Null counts are not claimed." });

const claims = z
  .object({
    lists: listOf(listCode, "The lists that it speaks of amending, in printed order.", ["EL"]),
    added: orNull(claimCounts, "Null where no addition is claimed."),
    revised: orNull(claimCounts, "Null where no revision is claimed."),
    removed: orNull(claimCounts, "Null where no removal is claimed."),
    text: text(
      "The summary that the claims were read from.",
      "This rule adds 10 entities under 13 entries to the Entity List …",
    ),
  })
  .meta({ id: "Claims", description: "What the rule says of itself in its summary." });

const tally = z
  .object({
    destination: text("The heading, as printed.", "CHINA, PEOPLE'S REPUBLIC OF"),
    country: countryOrNull("ISO 3166-1 alpha-2.", "CN"),
    added: count("Entries.", 8),
    revised: count("Entries.", 0),
    removed: count("Entries.", 0),
  })
  .meta({ id: "DestinationTally", description: "What the instructions do under one destination." });

const problem = z
  .object({
    code: text("Short and to be searched for; more may come.", "claim/disagrees"),
    message: text("For a person.", "the summary claims 10 entities, 9 were read"),
    text: textOrNull("The text in question, as printed.", null),
  })
  .meta({ id: "RuleProblem", description: "What could not be read, or does not fit." });

export const ruleData = z.object({
  ...changeFields,
  stage,
  lists: listOf(listCode, "The lists that it amends.", ["EL"]),
  rule: ruleReference,
  ...effective,
  effectiveNote: textOrNull(
    "The DATES text, as printed.",
    "This rule is effective March 25, 2025.",
  ),
  claims: orNull(claims, "Null where it claims nothing."),
  claimsAgree: z
    .boolean()
    .nullable()
    .meta({
      description: "Whether what was read agrees with each claim; null where nothing is claimed.",
      examples: [true],
    }),
  read: listOf(tally, "What the instructions do, per destination."),
  parties: count("Distinct parties that the instructions touch.", 10),
  unjustified: count(
    "Entries, and names removed, for which no passage of the preamble says why.",
    0,
  ),
  problems: listOf(problem, "Empty where all was understood."),
  completeness: z.exactOptional(
    openEnum(["full", "partial"], "`partial` where not all of the document was understood."),
  ),
  correctedBy: z.exactOptional(
    text(
      "Of `rule.corrected`: the number of the document that corrects the rule.",
      "C1-2025-00001",
    ),
  ),
  editorialNote: z.exactOptional(
    text(
      "Of `rule.withdrawn`: the editorial note of public inspection that says so, as printed. Absent where the list shows the rule no more.",
      "The agency withdrew this document while it was on display.",
    ),
  ),
  delayedBy: z.exactOptional(
    text("Of `rule.delayed`: the number of the document that delays the rule.", "2025-00009"),
  ),
  delayedFrom: z.exactOptional(
    dayOrNull("Of `rule.delayed`: the effective date before the delay.", "2025-03-25"),
  ),
  withdrawnBy: z.exactOptional(
    text(
      "Of `rule.withdrawn`: the number of the document that withdraws the rule. Absent where it went from public inspection.",
      "2025-00009",
    ),
  ),
  provenance,
});

/** It names the correction, always. */
export const correctedData = ruleData.extend({
  correctedBy: text("The number of the document that corrects the rule.", "C1-2025-00001"),
});

/** It names the document that delays, always. */
export const delayedData = ruleData.extend({
  delayedBy: text("The number of the document that delays the rule.", "2025-00009"),
});
