/** `data` of the events that tell an entry's past anew, or that two entries are one. */

import { z } from "zod";
import { entryId, knownFields, listedChangeFields, partyId } from "./change-schema.ts";
import { op } from "./entity-schema.ts";
import { entry } from "./entry-schema.ts";
import {
  cause,
  changeClass,
  justifications,
  provenance,
  ruleReference,
  stage,
} from "./proof-schema.ts";
import { day, dayOrNull, flag, listOf, ordinal, orNull, texts } from "./terms.ts";

const historyVersion = z
  .object({
    op,
    class: changeClass,
    cause,
    stage,
    rule: orNull(ruleReference, "The rule that says it; null where none is known."),
    justifications,
    version: ordinal("Its `entryVersion`. A version that was learnt late has a late number.", 3),
    entry,
    validFrom: dayOrNull("The day from which it is law; null where unknown.", "2019-11-13"),
    validTo: dayOrNull("The first day on which it is law no longer; null where it still is.", null),
    seenOn: day("The day of law of the document that shows it.", "2019-11-13"),
    provenance,
  })
  .meta({ id: "HistoryVersion", description: "A version of an entry, and why it is one." });

export const historyData = z.object({
  ...listedChangeFields,
  entryId: entryId("Whose past it is."),
  partyId,
  entryVersion: ordinal(
    "Of the text as it stands, or of the removal. It may be lower than one that was told before: what this event says holds.",
    2,
  ),
  listed: flag("Whether it stands listed.", true),
  entry: entry.meta({ description: "As it stands, or as it was when it was removed." }),
  versions: listOf(
    historyVersion,
    "In the order of law: they take the place of all that was held. None where no document shows that it ever was listed.",
  ),
  ...knownFields,
});

export const mergedData = z.object({
  ...listedChangeFields,
  keptId: entryId("The older id: it bears all versions from now on."),
  mergedId: entryId("No entry's any more, for good: it goes on to name the kept one."),
  entry: entry.meta({ description: "The kept entry as it stands." }),
  evidence: texts("Why a person was asked.", ["the same citation under another name"]),
  ...knownFields,
});
