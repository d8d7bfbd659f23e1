/** The published schemas, one per event type: JSON Schema 2020-12 (https://json-schema.org/draft/2020-12). */

import { z } from "zod";
import type { EventType } from "../model/events/event.ts";
import { describeType, eventSchemaOf } from "./event-schemas.ts";
import { OPEN } from "./terms.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The version of the schemas. Additions keep it. Any other change creates `v2`, and `v1` stays available. */
const VERSION = "v1";

export function schemaName(type: EventType): string {
  return `${type}.${VERSION}.json`;
}

export function schemaUri(type: EventType, publicUrl: string): string {
  return `${publicUrl}/schemas/${schemaName(type)}`;
}

/**
 * `published` is for consumers: it accepts unknown properties and unknown values of open enumerations, so that additions break no
 * one. `closed` rejects everything that is not described, to check the producer.
 */
export function eventJsonSchema(
  type: EventType,
  publicUrl: string,
  form: "published" | "closed" = "published",
): JsonSchema {
  const uri = schemaUri(type, publicUrl);
  // zod leaves objects open in "input" schemas and closes them in "output" schemas.
  const io = form === "published" ? "input" : "output";
  const { $schema, ...schema } = z.toJSONSchema(eventSchemaOf(type, uri), {
    io,
    override: ({ jsonSchema }) => tidy(jsonSchema, form === "published"),
  });
  const head = { $schema, $id: uri, title: type, description: describeType(type) };
  return JSON.parse(JSON.stringify({ ...head, ...schema }));
}

function tidy(schema: Record<string, unknown>, isPublished: boolean): void {
  // zod adds JavaScript's limit to integers, which is not part of the contract.
  if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
  if (schema[OPEN] === undefined) return;
  delete schema[OPEN];
  if (!isPublished) return;
  schema["anyOf"] = [{ enum: schema["enum"] }, { type: "string" }];
  delete schema["enum"];
  delete schema["type"];
}
