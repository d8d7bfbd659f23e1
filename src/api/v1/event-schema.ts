/** The Event schema in the OpenAPI document. The schema of each type has its own URL. */

import { z } from "@hono/zod-openapi";
import { EVENT_TYPES } from "../../model/events/event.ts";

/** Placeholder path of the schemas. `openapi.ts` makes it absolute, because the public URL depends on the deployment. */
export const SCHEMAS = "/schemas/";

export const schemaOf = (type: string): string => `${SCHEMAS}${type}.v1.json`;

export const eventSchema = z.looseObject({}).openapi("Event", {
  type: "object",
  description: "A CloudEvents 1.0 event in JSON. `dataschema` names the schema of its type.",
  required: ["specversion", "id", "source", "type", "subject", "time", "dataschema", "sequence"],
  properties: {
    specversion: { type: "string", const: "1.0" },
    id: { type: "string", description: "The same on every channel and every delivery." },
    type: { type: "string", enum: [...EVENT_TYPES] },
    subject: { type: "string" },
    time: { type: "string", format: "date-time" },
    source: { type: "string" },
    dataschema: { type: "string", format: "uri" },
    sequence: { type: "string", pattern: "^[0-9]{12}$", description: "Position in the event log." },
  },
  oneOf: EVENT_TYPES.map((type) => ({ $ref: schemaOf(type) })),
  discriminator: {
    propertyName: "type",
    mapping: Object.fromEntries(EVENT_TYPES.map((type) => [type, schemaOf(type)])),
  },
});
