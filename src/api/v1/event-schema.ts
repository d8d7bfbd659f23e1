/** An event in the documents of the API: the schema of each type is served under its own address. */

import { z } from "@hono/zod-openapi";
import { EVENT_TYPES } from "../../model/events/event.ts";

/** Where the schemas are, as `openapi.ts` writes it: their absolute address is not known before a deployment is. */
export const SCHEMAS = "/schemas/";

export const schemaOf = (type: string): string => `${SCHEMAS}${type}.v1.json`;

export const eventSchema = z.looseObject({}).openapi("Event", {
  type: "object",
  description: "A CloudEvent 1.0 in JSON; `dataschema` names the schema of its type.",
  required: ["specversion", "id", "source", "type", "subject", "time", "dataschema", "sequence"],
  properties: {
    specversion: { type: "string", const: "1.0" },
    id: { type: "string", description: "The same whenever and by whatever channel it is told." },
    type: { type: "string", enum: [...EVENT_TYPES] },
    subject: { type: "string" },
    time: { type: "string", format: "date-time" },
    source: { type: "string" },
    dataschema: { type: "string", format: "uri" },
    sequence: { type: "string", pattern: "^[0-9]{12}$", description: "Its place in the log." },
  },
  oneOf: EVENT_TYPES.map((type) => ({ $ref: schemaOf(type) })),
  discriminator: {
    propertyName: "type",
    mapping: Object.fromEntries(EVENT_TYPES.map((type) => [type, schemaOf(type)])),
  },
});
