/** The Entry in API responses. The compiler checks it against `model/entry.ts` where a route answers with one. */

import { z } from "@hono/zod-openapi";
import { ALIAS_TYPES, ENTRY_KINDS, type Entry, LISTS, POLICY_KINDS } from "../../model/entry.ts";

const alias = z.object({ name: z.string(), type: z.enum(ALIAS_TYPES) });

const terms = { text: z.string(), sections: z.array(z.string()).readonly() };

export const entryShape = {
  list: z.enum(LISTS),
  destination: z.string().openapi({ description: "the country heading of the entry, as printed" }),
  country: z
    .string()
    .nullable()
    .openapi({ description: "ISO 3166-1 alpha-2 code of the destination" }),
  kind: z.enum(ENTRY_KINDS),
  name: z.string(),
  aliases: z.array(alias).readonly(),
  addresses: z.array(z.object({ text: z.string(), country: z.string().nullable() })).readonly(),
  subordinates: z
    .array(z.object({ name: z.string(), aliases: z.array(alias).readonly() }))
    .readonly(),
  crossReferences: z.array(z.string()).readonly(),
  remarks: z.string().nullable(),
  licenseRequirement: z
    .object({
      ...terms,
      scope: z.enum(["all", "specified"]),
      footnotes: z.array(z.int()).readonly(),
      conditions: z.string().nullable(),
    })
    .nullable(),
  licenseReviewPolicy: z
    .object({ ...terms, kind: z.enum(POLICY_KINDS), conditions: z.string().nullable() })
    .nullable(),
  citations: z
    .array(
      z.object({
        volume: z.int(),
        page: z.int().nullable(),
        date: z.string().nullable(),
      }),
    )
    .readonly(),
  flags: z.array(z.string()).readonly(),
  raw: z.string().openapi({ description: "the text of the table cell, with its line breaks" }),
} satisfies Record<keyof Entry, z.ZodType>;

export const entrySchema = z.object(entryShape).openapi("Entry");

/** Identity and validity of an entry, beside its content. */
export const standingShape = {
  entryId: z.string(),
  entryVersion: z.int(),
  partyId: z.string(),
  validFrom: z
    .string()
    .nullable()
    .openapi({ description: "the day from which this text is law; null where unknown" }),
};
