/** The OpenAPI schema of `GET /v1/status`. */

import { z } from "@hono/zod-openapi";
import { LISTS } from "../../model/entry.ts";
import { CHANGE_CLASSES } from "../../model/list/change.ts";

const text = z.string();
const maybe = z.string().nullable();
const list = z.enum(LISTS);
const problems = z.array(z.object({ code: text, message: text, text: maybe })).readonly();

const source = z.object({
  source: text,
  lastTry: maybe.openapi({ description: "Time of the last request to the source; null: never." }),
  lastSuccess: maybe.openapi({ description: "Time of the last trustworthy answer." }),
  dataAsOf: maybe.openapi({ description: "The day up to which that answer is complete." }),
  nextDue: maybe,
  stale: z
    .boolean()
    .openapi({ description: "The source has given no trustworthy answer in time." }),
  detail: text.openapi({ description: "The result of the last request, for people." }),
});

const fieldChange = z
  .object({
    field: text,
    class: z.enum(CHANGE_CLASSES),
    added: z.array(z.any()).readonly().optional(),
    removed: z.array(z.any()).readonly().optional(),
    before: z.any().optional(),
    after: z.any().optional(),
  })
  .openapi("FieldChange");

const mismatch = z.object({
  id: text,
  kind: z.enum(["not-incorporated", "not-shown", "differs"]),
  list,
  destination: maybe,
  name: text,
  op: z.enum(["added", "modified", "removed"]),
  entryId: maybe,
  entryVersion: z.int().nullable(),
  documentNumber: maybe,
  citation: maybe,
  publicationDate: maybe,
  changes: z.array(fieldChange).readonly(),
  text: maybe,
});

export const statusSchema = z
  .object({
    fresh: z.boolean().openapi({
      description: "Every source answered in time, so the list is current.",
    }),
    writer: maybe.openapi({ description: "The process that holds the writer lease; null: none." }),
    sources: z.array(source),
    lists: z.array(
      z.object({
        list,
        entries: z.int(),
        snapshot: maybe.openapi({ description: "The day of the newest trusted snapshot." }),
      }),
    ),
    lastSequence: z.int().openapi({ description: "The newest event of the log." }),
    documents: z.array(z.object({ state: text, documents: z.int() })),
    displayed: z
      .array(z.object({ documentNumber: text, publicationDate: maybe, missingSince: maybe }))
      .openapi({ description: "Rules on public inspection." }),
    historyOwed: z
      .int()
      .openapi({ description: "Documents that have not been placed in the history yet." }),
    heldBack: z.array(z.object({ id: text, state: text, note: maybe })),
    quarantinedRows: z
      .array(z.object({ documentId: text, list, row: z.int(), reason: text, text }))
      .openapi({ description: "Rows that could not be read." }),
    rulesWithProblems: z.array(z.object({ documentNumber: text, title: maybe, problems })),
    mismatches: z
      .array(mismatch)
      .openapi({ description: "Disagreements between the rules and the eCFR." }),
    questions: z
      .array(
        z.object({
          id: text,
          documentId: text,
          list,
          goneId: text,
          comeId: text,
          evidence: z.array(text),
          answer: z.enum(["same", "apart"]).nullable(),
          answeredAt: maybe,
        }),
      )
      .openapi({ description: "Pairs of entries that may be the same." }),
    deliveries: z.array(z.object({ endpointId: text, state: text, events: z.int() })),
    notices: z
      .array(z.object({ id: z.int(), time: text, type: text, subject: text, message: text }))
      .openapi({ description: "The newest ones, newest first." }),
  })
  .openapi("Status");
