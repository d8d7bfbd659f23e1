/** Rules in the API's answers. */

import { z } from "@hono/zod-openapi";
import { LISTS } from "../../model/entry.ts";
import { DOCUMENT_FORMS } from "../../model/reading/rule.ts";
import { entrySchema } from "./entry-schema.ts";

const texts = z.array(z.string()).readonly();

export const ruleShape = {
  ruleKey: z.string().openapi({
    description: "the document number, and before 2016, when numbers were reused, with its date",
  }),
  documentNumber: z.string(),
  publicationDate: z.string().nullable(),
  title: z.string(),
  citation: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  stage: z.enum(["displayed", "published", "codified"]),
  form: z.enum(DOCUMENT_FORMS).openapi({ description: "what it was read from" }),
  claimsAgree: z.boolean().nullable(),
  lists: z.array(z.enum(LISTS)).readonly(),
};

const counts = z.object({
  entities: z.int().nullable(),
  entries: z.int().nullable(),
  addresses: z.int().nullable(),
  destinations: z
    .array(
      z.object({
        destination: z.string(),
        country: z.string().nullable(),
        count: z.int().nullable(),
      }),
    )
    .readonly(),
});

const ofOperation = {
  added: counts.nullable(),
  revised: counts.nullable(),
  removed: counts.nullable(),
};

const claims = z.object({
  lists: z.array(z.enum(LISTS)).readonly(),
  ...ofOperation,
  byList: z
    .array(z.object({ list: z.enum(LISTS), ...ofOperation }))
    .readonly()
    .optional()
    .openapi({
      description:
        "each list apart; where there are several, the counts beside it are those of the first that they are claimed of",
    }),
  text: z.string(),
});

const amendment = z.object({
  op: z.enum(["add", "revise", "remove", "redesignate", "correct"]),
  list: z.enum(LISTS),
  destination: z.string(),
  names: texts,
  text: z.string(),
  entryIndexes: z.array(z.int()).readonly(),
});

const justification = z.object({
  names: texts,
  entryIndexes: z.array(z.int()).readonly(),
  text: z.string(),
  sections: texts,
  footnotes: z.array(z.int()).readonly(),
  licenseReviewPolicy: z.string().nullable(),
});

/** What was read of it; null and empty where the reading is not in the store. */
const readShape = {
  type: z.string().nullable(),
  action: z.string().nullable(),
  filedAt: z.string().nullable(),
  effectiveAt: z.string().nullable(),
  effectiveNote: z.string().nullable(),
  docketIds: texts,
  rins: texts,
  url: z.string().nullable(),
  correctedBy: texts,
  delayedBy: texts,
  withdrawnBy: texts,
  claims: claims.nullable(),
  amendments: z.array(amendment).readonly(),
  entries: z.array(entrySchema).readonly(),
  justifications: z.array(justification).readonly(),
};

export const ruleSchema = z
  .object({
    ...ruleShape,
    ...readShape,
    problems: z
      .array(z.object({ code: z.string(), message: z.string(), text: z.string().nullable() }))
      .readonly(),
    events: z
      .array(
        z.object({
          sequence: z.string(),
          id: z.string(),
          type: z.string(),
          subject: z.string(),
          time: z.string(),
        }),
      )
      .readonly()
      .openapi({ description: "told because of it, in log order" }),
    documents: z
      .array(z.object({ id: z.string(), state: z.string(), url: z.string().nullable() }))
      .readonly()
      .openapi({ description: "every copy of it, in the order of arrival" }),
  })
  .openapi("Rule");
