/** Values as a JSON Schema describes them: what fits, what is at the edge of it, and what does not fit at all. */

import { fc } from "./seeded.ts";

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly example?: unknown;
}

const MOST_ITEMS = 3;

export function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { example, ...other } = schema;
  // What fits in truth, and not only by its type.
  if (example !== undefined) {
    const byType = { arbitrary: fitting(other), weight: 1 };
    return fc.oneof({ arbitrary: fc.constant(example), weight: 3 }, byType);
  }
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type: string) => fitting({ ...schema, type })));
  }
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "integer":
      return integers(schema);
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(fitting(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS),
      });
    case "object":
      return objects(schema);
    case "string":
      return strings(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Mostly what does not fit; now and then it does by chance. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom<unknown>(
    "",
    " ",
    "0",
    "-1",
    "1e3",
    "0x10",
    "00",
    "NaN",
    "null",
    "true",
    "%",
    "%00",
    "\u0000",
    "../..",
    "';--",
    "a,b",
    ",",
    "[]",
    "{}",
  ),
  fc.constantFrom<unknown>("9".repeat(15), "9".repeat(16), "9".repeat(400), "x".repeat(9_000)),
  fc.jsonValue({ maxDepth: 2 }),
);

/** `like` in three of four, so that most of a request is right and the wrong part is what is looked at. */
export function mostly(like: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: like, weight: 3 }, { arbitrary: anything, weight: 1 });
}

function integers({ minimum = 0, maximum = 1_000 }: JsonSchema): fc.Arbitrary<number> {
  const edges = [minimum, minimum + 1, maximum - 1, maximum];
  return fc.oneof(
    fc.constantFrom(...edges),
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 300) }),
  );
}

function strings({ pattern, minLength = 0, maxLength = 50 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const any = fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 60) });
  return fc.oneof(any, fc.constantFrom("x".repeat(minLength), "x".repeat(maxLength)));
}

function objects({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<object> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]),
  );
  return fc.record(model, { requiredKeys: [...required] as never[] });
}
