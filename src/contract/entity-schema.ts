/** `data` of the `entity.*` events: a change of one entry. */

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
  "What the change does to the entry; the same in later events of the change.",
);

export const fieldChange = z
  .object({
    field: openEnum(
      entry.keyof().options as [keyof typeof entry.shape, ...(keyof typeof entry.shape)[]],
      "The field of the entry.",
    ),
    class: changeClass,
    added: z.exactOptional(
      listOf(z.unknown(), "Added members, for a field that is a list.", [
        { name: "Alpha Aero", type: "aka" },
      ]),
    ),
    removed: z.exactOptional(
      listOf(z.unknown(), "Removed members, for a field that is a list.", []),
    ),
    before: z.exactOptional(
      z.unknown().meta({
        description:
          "The old value, for any other field, and for a list whose members changed only in spelling.",
        examples: ["Alpha"],
      }),
    ),
    after: z.exactOptional(
      z.unknown().meta({ description: "The new value.", examples: ["Alpha S.A."] }),
    ),
  })
  .meta({ id: "FieldChange", description: "What changed in one field." });

const match = z
  .object({
    by: openEnum(
      ["name", "settled", "alias", "address", "similar"],
      "`name`: same destination and name; `settled`: a person decided; otherwise the evidence that matched two names.",
    ),
    evidence: texts("Evidence in words, for people.", ["the name before is an alias now"]),
  })
  .meta({ id: "Match", description: "Why two texts are matched as one entry." });

export const entityData = z.object({
  ...listedChangeFields,
  op,
  class: changeClass,
  cause,
  stage,
  completeness: openEnum(
    ["full", "partial"],
    "`partial` where the previous state is unknown, or only the plain text of the document was read.",
  ),
  entryId: entryId("Assigned at first sight. It never changes, but two ids may be merged."),
  entryVersion: ordinal(
    "Version of the entry's text or of its removal. Ignore events with a lower version than you have. An event with the same version does not change the text.",
    1,
  ),
  partyId,
  before: orNull(entry, "The entry before the change; null where it was not listed or is unknown."),
  after: orNull(entry, "The entry after the change; null where it is no longer listed."),
  changes: listOf(
    fieldChange,
    "The changed fields; empty where there is nothing to compare or no difference.",
  ),
  match: z.exactOptional(
    match.meta({
      description:
        "For an entry that a snapshot shows under another name: why it is matched as the same entry.",
    }),
  ),
  validFrom: dayOrNull(
    "The day from which this version is law; null where unknown, or where the event creates no version.",
    "2025-03-25",
  ),
  ...effective,
  rule: orNull(ruleReference, "The rule behind the change; null where none is known."),
  justifications,
  ...knownFields,
});

/** Stricter schemas of single types. */
export const addedData = entityData.extend({
  op: z.literal("added").meta({ description: "What the change does to the entry." }),
  after: entry.meta({ description: "The new entry." }),
});
export const modifiedData = entityData.extend({
  op: z.literal("modified").meta({ description: "What the change does to the entry." }),
  after: entry.meta({ description: "The entry after the change." }),
});
export const removedData = entityData.extend({
  op: z.literal("removed").meta({ description: "What the change does to the entry." }),
  before: entry.meta({ description: "The entry before its removal." }),
  after: z.null().meta({ description: "Null, because the entry is no longer listed." }),
});
