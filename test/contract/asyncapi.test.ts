/** The AsyncAPI document is one, and tells each type of event by each channel. */

import specs from "@asyncapi/specs";
import { Ajv, type AnySchema } from "ajv";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { describeChannels } from "../../src/contract/asyncapi.ts";
import { schemaUri } from "../../src/contract/json-schema.ts";
import { EVENT_TYPES } from "../../src/model/events/event.ts";

const OPTIONS = { publicUrl: "https://wire.example.com/base", version: "1.2.3" };

interface Document {
  servers: Record<string, object>;
  channels: Record<string, { messages: Record<string, { payload: { $ref: string } }> }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: { schemas: Record<string, { schema: { $ref: string } }> };
}

/** As AsyncAPI itself publishes it. */
function compile() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(specs.schemasWithoutId["3.0.0"] as AnySchema);
}

describe("the AsyncAPI document", () => {
  test("is valid by AsyncAPI's own schema, which refuses one that is not", () => {
    const validate = compile();
    const document = describeChannels(OPTIONS);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...document, asyncapi: "2.6.0" })).toBe(false);
    expect(validate({ ...document, operations: { push: { action: "throw" } } })).toBe(false);
  });

  test("leads nowhere but to what it holds, and to the schemas", () => {
    const document = describeChannels(OPTIONS);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(3 * EVENT_TYPES.length);
    const schemas = EVENT_TYPES.map((type) => schemaUri(type, OPTIONS.publicUrl));
    for (const [, to = ""] of references) {
      if (to.startsWith("#/")) expect(find(document, to), to).toBeInstanceOf(Object);
      else expect(schemas).toContain(to);
    }
  });

  test("tells each type by each channel", () => {
    const { channels, operations, components } = describeChannels(OPTIONS) as unknown as Document;
    expect(Object.keys(channels)).toEqual(["webhook", "stream", "sse"]);
    for (const { messages } of Object.values(channels)) {
      expect(Object.keys(messages)).toEqual([...EVENT_TYPES]);
    }
    for (const { messages } of Object.values(operations)) {
      expect(messages).toHaveLength(EVENT_TYPES.length);
    }
    for (const type of EVENT_TYPES) {
      const uri = schemaUri(type, OPTIONS.publicUrl);
      expect(components.schemas[type]?.schema).toEqual({ $ref: uri });
    }
  });
});

/** By JSON pointer. */
function find(document: unknown, to: string): unknown {
  const steps = to.slice(2).split("/");
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
}
