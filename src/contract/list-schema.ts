/** `data` of the events that are about a list as the eCFR shows it, and of those where the witnesses disagree. */

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

const asOf = day("The day that the snapshot shows.", "2025-03-24");

const baselinedEntry = z
  .object({
    entryId: entryId("Minted for it; its `entryVersion` is 1."),
    partyId,
    row: ordinal("Row of the list's table, from 1.", 12),
    entry,
  })
  .meta({ id: "BaselinedEntry", description: "An entry of the first snapshot." });

export const baselineData = z.object({
  ...listedChangeFields,
  asOf,
  destinations: count("Country headings.", 70),
  entries: listOf(baselinedEntry, "The whole list, in printed order."),
  ...knownFields,
});

const noted = z
  .object({
    op: openEnum(["add", "revise", "remove"], "What could not be incorporated."),
    destination: textOrNull("As printed; null where the note names none.", "CHINA"),
    names: texts("As printed.", ["Alpha"]),
  })
  .meta({ id: "NotedAmendment", description: "An amendment that a note is about." });

const listNote = z
  .object({
    kind: openEnum(
      ["not-incorporated", "stayed", "other"],
      "Amendments that could not be incorporated; text that does not bind for now; anything else.",
    ),
    citation: orNull(citation, "The rule that the note is about."),
    amendments: listOf(noted, "Of `not-incorporated`: which."),
    until: dayOrNull("The day on which a stay ends.", null),
    text: text("As printed.", "At 90 FR 14035, Mar. 28, 2025, … could not be incorporated …"),
  })
  .meta({ id: "ListNote", description: "A note of the eCFR's editors." });

export const notedData = z.object({
  ...listedChangeFields,
  asOf,
  notes: listOf(listNote, "All that stand."),
  added: texts("The texts of those that are new.", []),
  removed: texts("The texts of those that are gone.", []),
  ...knownFields,
});

const mismatch = z
  .object({
    id: text("The same when it is resolved.", "change_9b8a7f6e5d4c3b2a1908f7e6d5c4b3a2"),
    kind: openEnum(
      ["not-incorporated", "not-shown", "differs"],
      "The eCFR says itself that it could not; it does not show in time; it shows another text than the rule prints.",
    ),
    list: listCode,
    destination: textOrNull("As printed.", "FRANCE"),
    name: text("As printed.", "Alpha"),
    op,
    entryId: textOrNull("Of the entry; null where no entry of the name is known.", null),
    entryVersion: ordinalOrNull("Of the entry when it was found; null as above.", 2),
    documentNumber: textOrNull("Of the rule.", "2025-00001"),
    citation: textOrNull("Of the rule, as an editor's note prints it.", "90 FR 14035"),
    publicationDate: dayOrNull("Of the rule.", "2025-03-28"),
    changes: listOf(fieldChange, "The substantive ones, from the rule's text to the eCFR's."),
    text: textOrNull("The words of the note, as printed.", null),
  })
  .meta({ id: "Mismatch", description: "What the rules and the eCFR say otherwise." });

export const mismatchData = z.object({ ...listedChangeFields, asOf, mismatch, ...knownFields });
