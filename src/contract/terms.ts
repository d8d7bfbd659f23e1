/** The scalars that the schemas are made of, each with a description and an example. */

import { z } from "zod";

type Said = readonly [description: string, ...examples: unknown[]];

/** What a field means: its description and examples go into the JSON Schema. */
function said<S extends z.ZodType>(schema: S, [description, ...examples]: Said): S {
  return schema.meta(examples.length === 0 ? { description } : { description, examples }) as S;
}

export const text = (...of: Said) => said(z.string(), of);
export const textOrNull = (...of: Said) => said(z.string().nullable(), of);
export const flag = (...of: Said) => said(z.boolean(), of);

/** From 0 on. */
export const count = (...of: Said) => said(z.int().min(0), of);
export const countOrNull = (...of: Said) => said(z.int().min(0).nullable(), of);
/** From 1 on. */
export const ordinal = (...of: Said) => said(z.int().min(1), of);
export const ordinalOrNull = (...of: Said) => said(z.int().min(1).nullable(), of);

const date = z.string().meta({ format: "date" });
/** `YYYY-MM-DD`. */
export const day = (...of: Said) => said(date, of);
export const dayOrNull = (...of: Said) => said(date.nullable(), of);

const dateTime = z.string().meta({ format: "date-time" });
/** RFC 3339. */
export const instant = (...of: Said) => said(dateTime, of);

const alpha2 = z.string().regex(/^[A-Z]{2}$/);
export const countryOrNull = (...of: Said) => said(alpha2.nullable(), of);

export const sha256 = (...of: Said) => said(z.string().regex(/^[0-9a-f]{64}$/), of);

export const texts = (...of: Said) => said(z.array(z.string()), of);

export function listOf<S extends z.ZodType>(item: S, ...of: Said) {
  return said(z.array(item), of);
}

export function orNull<S extends z.ZodType>(schema: S, ...of: Said) {
  return said(schema.nullable(), of);
}

/** The values are all there will be in this version of a schema: another one is another version. */
export function closedEnum<const V extends readonly [string, ...string[]]>(
  values: V,
  description: string,
) {
  return z.enum(values).meta({ description, examples: [values[0]] });
}

/** Later releases may add values: the JSON Schema names the known ones and lets every text pass. */
export const OPEN = "open";
export function openEnum<const V extends readonly [string, ...string[]]>(
  values: V,
  description: string,
) {
  return z.enum(values).meta({ description, examples: [values[0]], [OPEN]: true });
}
