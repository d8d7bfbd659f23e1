/** Versions of an entry and their endings, in API responses. */

import { z } from "@hono/zod-openapi";
import { entrySchema } from "./entry-schema.ts";

const provenanceSchema = z
  .object({
    documentId: z.string(),
    sha256: z.string(),
    asOf: z.string().nullable(),
    row: z.int().nullable(),
    parser: z.string(),
  })
  .openapi("Provenance");

const justification = z.object({
  text: z.string(),
  sections: z.array(z.string()).readonly(),
  footnotes: z.array(z.int()).readonly(),
  licenseReviewPolicy: z.string().nullable(),
});

const version = z
  .object({
    version: z.int(),
    op: z.enum(["added", "modified", "removed"]),
    class: z.enum(["substantive", "citation", "editorial"]),
    cause: z.enum(["law", "reconciliation", "reading", "correction"]),
    stage: z.enum(["displayed", "published", "codified"]),
    entry: entrySchema,
    validFrom: z.string().nullable(),
    validTo: z
      .string()
      .nullable()
      .openapi({ description: "the first day on which the version is no longer law" }),
    seenOn: z.string(),
    rule: z
      .object({
        documentNumber: z.string().nullable(),
        citation: z.string().nullable(),
        title: z.string().nullable(),
        publicationDate: z.string().nullable(),
        url: z.string().nullable(),
        inferred: z.boolean(),
      })
      .nullable(),
    justifications: z.array(justification).readonly().nullable(),
    provenance: provenanceSchema,
  })
  .openapi("EntryVersion");

const ending = z
  .object({
    day: z.string(),
    documentNumber: z.string().nullable(),
    publicationDate: z.string().nullable(),
    justifications: z.array(justification).readonly(),
    documentId: z.string().nullable(),
  })
  .openapi("EntryEnding");

export const timelineShape = {
  provenance: provenanceSchema.nullable().openapi({
    description: "provenance of the newest version; null where no version is in force",
  }),
  versions: z.array(version).readonly(),
  endings: z.array(ending).readonly(),
};
