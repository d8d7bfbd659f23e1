/** Query parameters that several resources share. */

import { z } from "@hono/zod-openapi";
import { isDay } from "../model/clock/day.ts";

export const limitParam = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(100)
  .openapi({ type: "integer", minimum: 1, maximum: 500, default: 100 });

export const cursorParam = z.string().max(500).optional().openapi({
  description: "`nextCursor` of the previous page; keep all other parameters the same",
});

/** The answer to a cursor that is refused. */
export const INVALID_CURSOR =
  "`cursor` is not one that this service gave for this list; start again without it";

export function dayParam(description: string) {
  return z
    .string()
    .refine(isDay, "must be a day: YYYY-MM-DD")
    .optional()
    .openapi({ description, format: "date" });
}

/** One or more of `values`, separated by commas or given as repeated parameters. */
export function anyOf<const T extends string>(values: readonly T[], description: string) {
  return severalOf(z.enum(values), values.join("|"), description);
}

/** One or more values that match the regular expression `one`, given without anchors. */
export function allLike(one: string, description: string) {
  return severalOf(z.string().regex(new RegExp(`^(?:${one})$`)), one, description);
}

function severalOf<T extends z.ZodType<string, string>>(
  value: T,
  pattern: string,
  description: string,
) {
  return z
    .union([z.string().max(500), z.array(z.string().max(500)).max(50)])
    .transform((given) => [given].flat().flatMap((one) => one.split(",")))
    .pipe(z.array(value).min(1))
    .optional()
    .openapi({ description, type: "string", pattern: `^(${pattern})(,(${pattern}))*$` });
}

export function flagParam(description: string) {
  return z
    .enum(["true", "false"])
    .transform((given) => given === "true")
    .optional()
    .openapi({ description, type: "boolean" });
}

const sequenceParam = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export function sequenceQuery(description: string) {
  return sequenceParam.openapi({ description, type: "integer", minimum: 0 });
}
