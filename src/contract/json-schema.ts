/** The schemas as they are published: JSON Schema 2020-12 (https://json-schema.org/draft/2020-12), one a type of event. */

import { z } from "zod";
import type { EventType } from "../model/events/event.ts";
import { describeType, eventSchemaOf } from "./event-schemas.ts";
import { OPEN } from "./terms.ts";

/** JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The version of the schemas. An addition changes it not; anything else makes a `v2`, and the old one goes on beside it. */
const VERSION = "v1";

export function schemaName(type: EventType): string {
  return `${type}.${VERSION}.json`;
}

export function schemaUri(type: EventType, publicUrl: string): string {
  return `${publicUrl}/schemas/${schemaName(type)}`;
}

/**
 * `published` is what a consumer may rely on: it lets unknown properties and unknown values of open enumerations pass, so
 * that an addition breaks nobody. `closed` lets nothing pass that is not described: the producer is held against it.
 */
export function eventJsonSchema(
  type: EventType,
  publicUrl: string,
  form: "published" | "closed" = "published",
): JsonSchema {
  const uri = schemaUri(type, publicUrl);
  // What is read by a consumer may have more properties: so speaks zod of an input.
  const io = form === "published" ? "input" : "output";
  const { $schema, ...schema } = z.toJSONSchema(eventSchemaOf(type, uri), {
    io,
    override: ({ jsonSchema }) => tidy(jsonSchema, form === "published"),
  });
  const head = { $schema, $id: uri, title: type, description: describeType(type) };
  return JSON.parse(JSON.stringify({ ...head, ...schema }));
}

function tidy(schema: Record<string, unknown>, isPublished: boolean): void {
  // Every number of JSON that arrives is one that JavaScript holds.
  if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
  if (schema[OPEN] === undefined) return;
  delete schema[OPEN];
  if (!isPublished) return;
  schema["anyOf"] = [{ enum: schema["enum"] }, { type: "string" }];
  delete schema["enum"];
  delete schema["type"];
}
