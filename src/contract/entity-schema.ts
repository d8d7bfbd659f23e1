/** `data` of the `entity.*` events: what became of one entry. */

import { z } from "zod";
import { entryId, knownFields, listedChangeFields, partyId } from "./change-schema.ts";
import { entry } from "./entry-schema.ts";
import {
  cause,
  changeClass,
  effective,
  justifications,
  ruleReference,
  stage,
} from "./proof-schema.ts";
import { closedEnum, dayOrNull, listOf, openEnum, ordinal, orNull, texts } from "./terms.ts";

export const op = closedEnum(
  ["added", "modified", "removed"],
  "What the change does to the entry. Of a later event of the same change: what the change did.",
);

export const fieldChange = z
  .object({
    field: openEnum(
      entry.keyof().options as [keyof typeof entry.shape, ...(keyof typeof entry.shape)[]],
      "The field of the entry.",
    ),
    class: changeClass,
    added: z.exactOptional(
      listOf(z.unknown(), "Members gained, of a field that is a list.", [
        { name: "Alpha Aero", type: "aka" },
      ]),
    ),
    removed: z.exactOptional(listOf(z.unknown(), "Members lost, of a field that is a list.", [])),
    before: z.exactOptional(
      z.unknown().meta({
        description:
          "The value before, of any other field, and of a list whose members changed only in spelling.",
        examples: ["Alpha"],
      }),
    ),
    after: z.exactOptional(
      z.unknown().meta({ description: "The value after.", examples: ["Alpha S.A."] }),
    ),
  })
  .meta({ id: "FieldChange", description: "What changed in one field." });

const match = z
  .object({
    by: openEnum(
      ["name", "settled", "alias", "address", "similar"],
      "`name`: one destination and one name; `settled`: by a person; else what made two names one entry.",
    ),
    evidence: texts("For a person.", ["the name before is an alias now"]),
  })
  .meta({ id: "Match", description: "Why two texts are held to be one entry." });

export const entityData = z.object({
  ...listedChangeFields,
  op,
  class: changeClass,
  cause,
  stage,
  completeness: openEnum(
    ["full", "partial"],
    "`partial` where the state before was never seen, or only the plain text of the document was read.",
  ),
  entryId: entryId("Minted at first sight; it never changes, but two may be merged."),
  entryVersion: ordinal(
    "Of the entry's text, or of its removal. Drop what has a lower one than you have; what has the same says nothing new of the text.",
    1,
  ),
  partyId,
  before: orNull(entry, "The entry before; null where it was not listed, or not known."),
  after: orNull(entry, "The entry from now on; null where it is not listed any more."),
  changes: listOf(fieldChange, "Empty where nothing is to be compared, or nothing differs."),
  match: z.exactOptional(
    match.meta({
      description:
        "Of an entry that a snapshot shows under another name: why it is held to be the same.",
    }),
  ),
  validFrom: dayOrNull(
    "The day from which this version is law; null where unknown, and where no version is made.",
    "2025-03-25",
  ),
  ...effective,
  rule: orNull(ruleReference, "The rule that says it; null where none is known."),
  justifications,
  ...knownFields,
});

/** What a type promises beyond that. */
export const addedData = entityData.extend({
  op: z.literal("added").meta({ description: "What the change does to the entry." }),
  after: entry.meta({ description: "The entry as it is listed." }),
});
export const modifiedData = entityData.extend({
  op: z.literal("modified").meta({ description: "What the change does to the entry." }),
  after: entry.meta({ description: "The entry from now on." }),
});
export const removedData = entityData.extend({
  op: z.literal("removed").meta({ description: "What the change does to the entry." }),
  before: entry.meta({ description: "The entry as it last was." }),
  after: z.null().meta({ description: "It is not listed any more." }),
});
