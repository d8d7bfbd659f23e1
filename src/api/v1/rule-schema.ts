/** Rules in API responses. */

import { z } from "@hono/zod-openapi";
import { LISTS } from "../../model/entry.ts";
import { DOCUMENT_FORMS } from "../../model/reading/rule.ts";
import { entrySchema } from "./entry-schema.ts";

const texts = z.array(z.string()).readonly();

export const ruleShape = {
  ruleKey: z.string().openapi({
    description:
      "the document number; for rules before 2016, when numbers were reused, with the publication date",
  }),
  documentNumber: z.string(),
  publicationDate: z.string().nullable(),
  title: z.string(),
  citation: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  stage: z.enum(["displayed", "published", "codified"]),
  form: z.enum(DOCUMENT_FORMS).openapi({ description: "the form of the document that was parsed" }),
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
        "the counts of each list; for several lists, the counts beside this field are those of the first list that has claims",
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

/** The parsed content. Null and empty where the store holds no reading of the rule. */
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
      .openapi({ description: "events that the rule caused, in log order" }),
    documents: z
      .array(z.object({ id: z.string(), state: z.string(), url: z.string().nullable() }))
      .readonly()
      .openapi({ description: "all copies of the rule, in order of arrival" }),
  })
  .openapi("Rule");
