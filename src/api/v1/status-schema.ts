/** What `GET /v1/status` says, as its OpenAPI describes it. */

import { z } from "@hono/zod-openapi";
import { LISTS } from "../../model/entry.ts";
import { CHANGE_CLASSES } from "../../model/list/change.ts";

const text = z.string();
const maybe = z.string().nullable();
const list = z.enum(LISTS);
const problems = z.array(z.object({ code: text, message: text, text: maybe })).readonly();

const source = z.object({
  source: text,
  lastTry: maybe.openapi({ description: "When it was asked last; null: never." }),
  lastSuccess: maybe.openapi({ description: "When it last gave an answer that can be trusted." }),
  dataAsOf: maybe.openapi({ description: "The day up to which that answer speaks." }),
  nextDue: maybe,
  stale: z.boolean().openapi({ description: "It was not heard in time." }),
  detail: text.openapi({ description: "What came of the last try, for a person." }),
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
      description: "Every source was heard in time: what the list says is how things are.",
    }),
    writer: maybe.openapi({ description: "Which process writes the store; null: none." }),
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
      .openapi({ description: "Documents that have not taken their place in history yet." }),
    heldBack: z.array(z.object({ id: text, state: text, note: maybe })),
    quarantinedRows: z
      .array(z.object({ documentId: text, list, row: z.int(), reason: text, text }))
      .openapi({ description: "Rows that could not be read." }),
    rulesWithProblems: z.array(z.object({ documentNumber: text, title: maybe, problems })),
    mismatches: z.array(mismatch).openapi({ description: "Where rules and eCFR disagree." }),
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
      .openapi({ description: "Entries that may be one." }),
    deliveries: z.array(z.object({ endpointId: text, state: text, events: z.int() })),
    notices: z
      .array(z.object({ id: z.int(), time: text, type: text, subject: text, message: text }))
      .openapi({ description: "The newest ones, newest first." }),
  })
  .openapi("Status");
