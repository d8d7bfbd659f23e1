/** `data` of the events about a whole list in the eCFR, and about disagreements between sources. */

import { z } from "zod";
import { entryId, knownFields, listedChangeFields, partyId } from "./change-schema.ts";
import { fieldChange, op } from "./entity-schema.ts";
import { citation, entry, listCode } from "./entry-schema.ts";
import {
  count,
  day,
  dayOrNull,
  listOf,
  openEnum,
  ordinal,
  ordinalOrNull,
  orNull,
  text,
  textOrNull,
  texts,
} from "./terms.ts";

const asOf = day("Date of the snapshot.", "2025-03-24");

const baselinedEntry = z
  .object({
    entryId: entryId("Newly assigned; the `entryVersion` is 1."),
    partyId,
    row: ordinal("Row in the list's table, from 1.", 12),
    entry,
  })
  .meta({ id: "BaselinedEntry", description: "An entry of the first snapshot." });

export const baselineData = z.object({
  ...listedChangeFields,
  asOf,
  destinations: count("Number of country headings.", 70),
  entries: listOf(baselinedEntry, "The whole list, in printed order."),
  ...knownFields,
});

const noted = z
  .object({
    op: openEnum(["add", "revise", "remove"], "The operation that could not be incorporated."),
    destination: textOrNull("As printed; null where the note names none.", "CHINA"),
    names: texts("As printed.", ["Alpha"]),
  })
  .meta({ id: "NotedAmendment", description: "An amendment that a note mentions." });

const listNote = z
  .object({
    kind: openEnum(
      ["not-incorporated", "stayed", "other"],
      "`not-incorporated`: amendments that could not be incorporated; `stayed`: text that is not in force for now; `other`: any other note.",
    ),
    citation: orNull(citation, "Citation of the rule that the note mentions."),
    amendments: listOf(noted, "For `not-incorporated`: the amendments."),
    until: dayOrNull("Last day of a stay.", null),
    text: text("As printed.", "At 90 FR 14035, Mar. 28, 2025, … could not be incorporated …"),
  })
  .meta({ id: "ListNote", description: "A note of the eCFR's editors." });

export const notedData = z.object({
  ...listedChangeFields,
  asOf,
  notes: listOf(listNote, "All current notes."),
  added: texts("Texts of the new notes.", []),
  removed: texts("Texts of the removed notes.", []),
  ...knownFields,
});

const mismatch = z
  .object({
    id: text(
      "Mismatch id; the same when it is resolved.",
      "change_9b8a7f6e5d4c3b2a1908f7e6d5c4b3a2",
    ),
    kind: openEnum(
      ["not-incorporated", "not-shown", "differs"],
      "`not-incorporated`: the eCFR states that it could not incorporate the change; `not-shown`: the eCFR does not show it in time; `differs`: its text differs from the rule.",
    ),
    list: listCode,
    destination: textOrNull("As printed.", "FRANCE"),
    name: text("As printed.", "Alpha"),
    op,
    entryId: textOrNull("Entry id; null where no entry has the name.", null),
    entryVersion: ordinalOrNull(
      "Version of the entry when the mismatch was found; null without an entry.",
      2,
    ),
    documentNumber: textOrNull("Document number of the rule.", "2025-00001"),
    citation: textOrNull("Citation of the rule, as printed in an editor's note.", "90 FR 14035"),
    publicationDate: dayOrNull("Publication date of the rule.", "2025-03-28"),
    changes: listOf(
      fieldChange,
      "Substantive differences, from the rule's text to the eCFR's text.",
    ),
    text: textOrNull("Text of the note, as printed.", null),
  })
  .meta({ id: "Mismatch", description: "A disagreement between a rule and the eCFR." });

export const mismatchData = z.object({ ...listedChangeFields, asOf, mismatch, ...knownFields });
