/**
 * The schema of each type of event: CloudEvents 1.0 (https://github.com/cloudevents/spec), JSON format. These are closed, as
 * the producer must keep them; `json-schema.ts` publishes them open, as a consumer must read them.
 */

import { z } from "zod";
import type { EventType } from "../model/events/event.ts";
import { addedData, entityData, modifiedData, removedData } from "./entity-schema.ts";
import { baselineData, mismatchData, notedData } from "./list-schema.ts";
import { historyData, mergedData } from "./past-schema.ts";
import { correctedData, delayedData, ruleData } from "./rule-schema.ts";
import { instant, text } from "./terms.ts";

/** When such an event is told; and what its `data` holds. */
const TYPES = {
  "entity.added": ["An entry is on the list, and was not.", addedData],
  "entity.modified": ["The text of an entry changed.", modifiedData],
  "entity.removed": ["An entry is off the list.", removedData],
  "entity.confirmed": [
    "What was told of a rule on display stands in print, word for word. Evidence, no new text.",
    entityData,
  ],
  "entity.codified": [
    "The eCFR shows what was told of a rule. It is a new text only where `entryVersion` is new.",
    entityData,
  ],
  "entity.reread": [
    "What was told before was read otherwise: of a better form, by a better parser, or of a corrected document.",
    entityData,
  ],
  "entity.withdrawn": [
    "The change is taken back: its rule was withdrawn before publication, or a correction says otherwise. `after` is what stands instead.",
    entityData,
  ],
  "rule.displayed": ["A rule is on public inspection.", ruleData],
  "rule.published": ["A rule is in the Federal Register.", ruleData],
  "rule.corrected": ["A rule was corrected by another document.", correctedData],
  "rule.delayed": ["Another document delays the effective date of a rule.", delayedData],
  "rule.withdrawn": [
    "A rule on display was withdrawn before it was published, or another document withdraws it.",
    ruleData,
  ],
  "list.baselined": [
    "The first snapshot of a list: all its entries. No `entity.added` tells these.",
    baselineData,
  ],
  "list.noted": ["The eCFR's notes beside the list changed.", notedData],
  "reconciliation.mismatch": ["The rules and the eCFR disagree about an entry.", mismatchData],
  "reconciliation.resolved": ["They do no longer.", mismatchData],
  "entry.history": [
    "A document that came out of order changed what is held of an entry's past. What it says of the entry holds, whatever was told before.",
    historyData,
  ],
  "entry.merged": ["A person found two entries to be one.", mergedData],
} as const satisfies Record<EventType, readonly [string, z.ZodObject]>;

export type DataSchemaOf<T extends EventType> = (typeof TYPES)[T][1];

export function describeType(type: EventType): string {
  return TYPES[type][0];
}

function dataSchemaOf<T extends EventType>(type: T): DataSchemaOf<T> {
  return TYPES[type][1];
}

/** `dataschema`: where the schema is served. */
export function eventSchemaOf<T extends EventType>(type: T, dataschema: string) {
  return z.object({
    specversion: z.literal("1.0").meta({ description: "Of CloudEvents." }),
    id: text(
      "Of the event, made from its content: the same on each try and by each channel. With `source`, unique.",
      "event_5f0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e",
    ),
    source: text("A URI that identifies the deployment.", "urn:entitywire:acme").meta({
      format: "uri",
    }),
    type: z.literal(type).meta({ description: "The kind of event." }),
    subject: text(
      "What the event is about: the entry's id, the rule's number, the list's code or the mismatch's id.",
      "entry_3f1c2b7f9a0d4c5e8b6a7d9e0f1a2b3c",
    ),
    time: instant("When it was written to the log.", "2025-03-28T13:00:01.000Z"),
    datacontenttype: z.literal("application/json").meta({ description: "Of `data`." }),
    dataschema: text("Where this schema is served.", dataschema).meta({ format: "uri" }),
    sequence: z
      .string()
      .regex(/^[0-9]{12}$/)
      .meta({
        description:
          "Its place in the log, twelve digits: the log has no gaps, and every consumer sees one order.",
        examples: ["000000000042"],
      }),
    data: dataSchemaOf(type).meta({ description: describeType(type) }),
  });
}
