/**
 * The schema of each event type: CloudEvents 1.0 (https://github.com/cloudevents/spec), JSON format. These schemas are closed, to
 * check the producer. `json-schema.ts` publishes open ones, which consumers must use.
 */

import { z } from "zod";
import type { EventType } from "../model/events/event.ts";
import { addedData, entityData, modifiedData, removedData } from "./entity-schema.ts";
import { baselineData, mismatchData, notedData } from "./list-schema.ts";
import { historyData, mergedData } from "./past-schema.ts";
import { correctedData, delayedData, ruleData } from "./rule-schema.ts";
import { instant, text } from "./terms.ts";

/** When an event of the type is emitted, and the schema of its `data`. */
const TYPES = {
  "entity.added": ["An entry was added to the list.", addedData],
  "entity.modified": ["The text of an entry changed.", modifiedData],
  "entity.removed": ["An entry was removed from the list.", removedData],
  "entity.confirmed": [
    "The published rule confirms a change that was emitted while the rule was on display. The text is unchanged.",
    entityData,
  ],
  "entity.codified": [
    "The eCFR shows a change that was emitted from a rule. The text is new only where `entryVersion` is new.",
    entityData,
  ],
  "entity.reread": [
    "An earlier change is now read differently, because of a better form of the document, a better parser or a correction of the document.",
    entityData,
  ],
  "entity.withdrawn": [
    "The change is withdrawn, because its rule was withdrawn before publication or corrected. `after` is the state that applies instead.",
    entityData,
  ],
  "rule.displayed": ["A rule is on display for public inspection.", ruleData],
  "rule.published": ["A rule was published in the Federal Register.", ruleData],
  "rule.corrected": ["Another document corrects a rule.", correctedData],
  "rule.delayed": ["Another document delays the effective date of a rule.", delayedData],
  "rule.withdrawn": [
    "A displayed rule was withdrawn before publication, or another document withdraws a rule.",
    ruleData,
  ],
  "list.baselined": [
    "The first snapshot of a list, with all its entries. They get no `entity.added`.",
    baselineData,
  ],
  "list.noted": ["The notes of the eCFR's editors about the list changed.", notedData],
  "reconciliation.mismatch": ["The rules and the eCFR disagree about an entry.", mismatchData],
  "reconciliation.resolved": [
    "A disagreement between the rules and the eCFR has ended.",
    mismatchData,
  ],
  "entry.history": [
    "A document that arrived out of order changed the history of an entry. The event replaces everything that earlier events state about the entry.",
    historyData,
  ],
  "entry.merged": ["A person decided that two entries are the same.", mergedData],
} as const satisfies Record<EventType, readonly [string, z.ZodObject]>;

export type DataSchemaOf<T extends EventType> = (typeof TYPES)[T][1];

export function describeType(type: EventType): string {
  return TYPES[type][0];
}

function dataSchemaOf<T extends EventType>(type: T): DataSchemaOf<T> {
  return TYPES[type][1];
}

/** `dataschema` is the URL of the schema. */
export function eventSchemaOf<T extends EventType>(type: T, dataschema: string) {
  return z.object({
    specversion: z.literal("1.0").meta({ description: "CloudEvents version." }),
    id: text(
      "Event id, derived from the content: the same on every attempt and every channel. Unique together with `source`.",
      "event_5f0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e",
    ),
    source: text("A URI that identifies the deployment.", "urn:entitywire:acme").meta({
      format: "uri",
    }),
    type: z.literal(type).meta({ description: "Event type." }),
    subject: text(
      "Subject of the event: entry id, rule number, list code or mismatch id.",
      "entry_3f1c2b7f9a0d4c5e8b6a7d9e0f1a2b3c",
    ),
    time: instant("When the event was written to the event log.", "2025-03-28T13:00:01.000Z"),
    datacontenttype: z.literal("application/json").meta({ description: "Content type of `data`." }),
    dataschema: text("URL of this schema.", dataschema).meta({ format: "uri" }),
    sequence: z
      .string()
      .regex(/^[0-9]{12}$/)
      .meta({
        description:
          "Position in the event log, in twelve digits. The log has no gaps, and all consumers see the same order.",
        examples: ["000000000042"],
      }),
    data: dataSchemaOf(type).meta({ description: describeType(type) }),
  });
}
