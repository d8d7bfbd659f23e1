/** Query parameters that select events. */

import { z } from "@hono/zod-openapi";
import { LISTS } from "../../model/entry.ts";
import { EVENT_TYPES } from "../../model/events/event.ts";
import type { EventFilter } from "../../model/events/event-filter.ts";
import { CHANGE_CLASSES } from "../../model/list/change.ts";

/** A query parameter that may be repeated. */
function repeated<T extends z.ZodType>(value: T, description: string, separator?: string) {
  const asList = (given: unknown): unknown => {
    if (given === undefined) return undefined;
    const values = Array.isArray(given) ? given : [given];
    return separator === undefined
      ? values
      : values.flatMap((one) => (typeof one === "string" ? one.split(separator) : [one]));
  };
  return z
    .preprocess(asList, z.array(value).min(1).max(64).optional())
    .openapi({ description, param: { style: "form", explode: true } });
}

const listed = <T extends z.ZodType>(value: T, description: string) =>
  repeated(
    value,
    `${description} For several values, repeat the parameter or separate them with commas.`,
    ",",
  );

/** A sequence in digits only: `1e3` and ` 1` are refused. */
export const sequenceText = z
  .string()
  .regex(/^\d{1,15}$/, "must be a whole number")
  .transform(Number)
  .openapi({ type: "integer", minimum: 0, maximum: 999_999_999_999_999 });

export const eventFilterQuery = {
  type: listed(z.enum(EVENT_TYPES), "Only events of this type."),
  list: listed(z.enum(LISTS), "Only events about this list."),
  country: listed(
    z.string().regex(/^[A-Z]{2}$/, "must be two capital letters (ISO 3166-1)"),
    "Only events about entries with this country (ISO 3166-1 alpha-2) as destination or in an address, before or after the change.",
  ),
  destination: repeated(
    z.string().min(1).max(200),
    "Only events about entries under this destination, as printed. For several values, repeat the parameter, because destinations contain commas.",
  ),
  class: listed(z.enum(CHANGE_CLASSES), "Only changes of this class."),
  historical: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "`true`: only historical events; `false`: only others." }),
};

const queried = z.object(eventFilterQuery);

export function toEventFilter(query: z.infer<typeof queried>): EventFilter {
  const { type, list, country, destination, historical } = query;
  return {
    ...(type && { types: type }),
    ...(list && { lists: list }),
    ...(country && { countries: country }),
    ...(destination && { destinations: destination }),
    ...(query.class && { classes: query.class }),
    ...(historical && { historical: historical === "true" }),
  };
}

const MOST = 500;
const USUAL = 100;

/** The page size. `what` names the items in the description. */
export function limitQuery(what: string) {
  return z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number")
    .default(String(USUAL))
    .transform(Number)
    .refine((n) => n >= 1 && n <= MOST, `must be from 1 to ${MOST}`)
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: MOST,
      default: USUAL,
      description: `Maximum number of ${what}.`,
    });
}
