/** `data` of the events that replace an entry's history or merge two entries. */

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
    rule: orNull(ruleReference, "The rule behind the version; null where none is known."),
    justifications,
    version: ordinal("The `entryVersion`. A version that became known late has a high number.", 3),
    entry,
    validFrom: dayOrNull(
      "The day from which the version is law; null where unknown.",
      "2019-11-13",
    ),
    validTo: dayOrNull(
      "The first day on which the version is no longer law; null where it still is.",
      null,
    ),
    seenOn: day("The date in law of the document that shows the version.", "2019-11-13"),
    provenance,
  })
  .meta({ id: "HistoryVersion", description: "A version of an entry and its cause." });

export const historyData = z.object({
  ...listedChangeFields,
  entryId: entryId("The entry with this history."),
  partyId,
  entryVersion: ordinal(
    "Version of the current text or of the removal. It may be lower than in an earlier event; this event takes precedence.",
    2,
  ),
  listed: flag("Whether the entry is listed now.", true),
  entry: entry.meta({ description: "The current entry, or its last state before removal." }),
  versions: listOf(
    historyVersion,
    "All versions, ordered by valid time. They replace all earlier ones. Empty where no document shows that the entry was ever listed.",
  ),
  ...knownFields,
});

export const mergedData = z.object({
  ...listedChangeFields,
  keptId: entryId("The older id, which has all versions from now on."),
  mergedId: entryId("The retired id, which stays an alias of the kept one."),
  entry: entry.meta({ description: "The current state of the kept entry." }),
  evidence: texts("Why a person had to decide.", ["the same citation under another name"]),
  ...knownFields,
});
