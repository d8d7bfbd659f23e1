/** Building blocks of the schemas, each with a description and an example. */

import { z } from "zod";

type Meaning = readonly [description: string, ...examples: unknown[]];

/** Adds description and examples, which become part of the JSON Schema. */
function described<S extends z.ZodType>(schema: S, [description, ...examples]: Meaning): S {
  return schema.meta(examples.length === 0 ? { description } : { description, examples }) as S;
}

export const text = (...of: Meaning) => described(z.string(), of);
export const textOrNull = (...of: Meaning) => described(z.string().nullable(), of);
export const flag = (...of: Meaning) => described(z.boolean(), of);

/** At least 0. */
export const count = (...of: Meaning) => described(z.int().min(0), of);
export const countOrNull = (...of: Meaning) => described(z.int().min(0).nullable(), of);
/** At least 1. */
export const ordinal = (...of: Meaning) => described(z.int().min(1), of);
export const ordinalOrNull = (...of: Meaning) => described(z.int().min(1).nullable(), of);

const date = z.string().meta({ format: "date" });
/** `YYYY-MM-DD`. */
export const day = (...of: Meaning) => described(date, of);
export const dayOrNull = (...of: Meaning) => described(date.nullable(), of);

const dateTime = z.string().meta({ format: "date-time" });
/** RFC 3339. */
export const instant = (...of: Meaning) => described(dateTime, of);

const alpha2 = z.string().regex(/^[A-Z]{2}$/);
export const countryOrNull = (...of: Meaning) => described(alpha2.nullable(), of);

export const sha256 = (...of: Meaning) => described(z.string().regex(/^[0-9a-f]{64}$/), of);

export const texts = (...of: Meaning) => described(z.array(z.string()), of);

export function listOf<S extends z.ZodType>(item: S, ...of: Meaning) {
  return described(z.array(item), of);
}

export function orNull<S extends z.ZodType>(schema: S, ...of: Meaning) {
  return described(schema.nullable(), of);
}

/** A closed enumeration: a new value requires a new version of the schema. */
export function closedEnum<const V extends readonly [string, ...string[]]>(
  values: V,
  description: string,
) {
  return z.enum(values).meta({ description, examples: [values[0]] });
}

/** An open enumeration: later releases may add values, so the published schema also accepts any other string. */
export const OPEN = "open";
export function openEnum<const V extends readonly [string, ...string[]]>(
  values: V,
  description: string,
) {
  return z.enum(values).meta({ description, examples: [values[0]], [OPEN]: true });
}
