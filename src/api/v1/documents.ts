/** `/documents`: the proof: what was fetched or imported, and its bytes exactly as they came. */

import { createRoute, z } from "@hono/zod-openapi";
import { documentBytes, findDocument } from "../../db/documents/documents.ts";
import { DOCUMENT_SOURCES, DOCUMENT_STATES } from "../../db/schema/documents.ts";
import { bodySize } from "../../db/store/bodies.ts";
import { LISTS } from "../../model/entry.ts";
import { isAtClient } from "../conditional.ts";
import { problem } from "../problem.ts";
import {
  type ApiDeps,
  COMMON_PROBLEMS,
  createRouter,
  NOT_MODIFIED,
  problemResponse,
  WANTS_READ,
} from "./router.ts";

const security = WANTS_READ;
const tags = ["Documents"];
const params = z.object({ id: z.string().max(100) });

const document = z
  .object({
    id: z.string(),
    kind: z.enum(["rule", "snapshot"]),
    state: z.enum(DOCUMENT_STATES),
    sha256: z.string().openapi({ description: "of the bytes as they came" }),
    size: z.int().openapi({ description: "in bytes" }),
    source: z.enum(DOCUMENT_SOURCES),
    url: z.string().nullable(),
    documentNumber: z.string().nullable(),
    publicationDate: z.string().nullable(),
    asOf: z.string().nullable().openapi({ description: "the day a snapshot shows" }),
    fetchedAt: z.string(),
    knownFrom: z.string(),
    ruleKey: z.string().nullable(),
    lists: z.array(z.enum(LISTS)).nullable(),
    note: z.string().nullable().openapi({ description: "why it ended where it is" }),
    withdrawnAt: z.string().nullable(),
    raw: z.string().openapi({ description: "where its bytes are" }),
  })
  .openapi("Document");

const one = createRoute({
  method: "get",
  path: "/documents/{id}",
  operationId: "readDocument",
  ...{ security, tags },
  summary: "What is known of a document",
  request: { params },
  responses: {
    200: { description: "its record", content: { "application/json": { schema: document } } },
    ...COMMON_PROBLEMS,
    404: problemResponse("no document has this id"),
  },
});

const raw = createRoute({
  method: "get",
  path: "/documents/{id}/raw",
  operationId: "readDocumentBytes",
  ...{ security, tags },
  summary: "Its bytes as they came",
  description: "Whatever they are, no browser shows them: they are offered as a file.",
  request: { params },
  responses: {
    200: {
      description: "`ETag` is their SHA-256 in hex",
      content: {
        "application/xml": { schema: z.string() },
        "application/octet-stream": { schema: z.string() },
        "application/pdf": { schema: z.string() },
      },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
    404: problemResponse("no document has this id"),
  },
});

export function documentsRoutes({ store, publicUrl }: ApiDeps) {
  const router = createRouter();
  const unknown = (id: string) => `no document has the id ${id}`;

  router.openapi(one, (c) => {
    const { id } = c.req.valid("param");
    const found = findDocument(store.db, id);
    if (found === null) return problem(c, 404, "No such document", unknown(id));
    const { kind, state, sha256, source, url, documentNumber, publicationDate, asOf } = found;
    const { fetchedAt, knownFrom, ruleKey, lists, note, withdrawnAt } = found;
    return c.json(
      {
        ...{ id, kind, state, sha256, size: bodySize(store.db, sha256), source, url },
        ...{ documentNumber, publicationDate, asOf, fetchedAt, knownFrom, ruleKey, lists },
        ...{ note, withdrawnAt, raw: `${publicUrl}/v1/documents/${id}/raw` },
      },
      200,
    );
  });

  router.openapi(raw, (c) => {
    const { id } = c.req.valid("param");
    const found = findDocument(store.db, id);
    if (found === null) return problem(c, 404, "No such document", unknown(id));
    const tag = `"${found.sha256}"`;
    // The same bytes for ever: the id is made of them.
    if (isAtClient(c, tag, "private, max-age=31536000, immutable")) return c.body(null, 304);
    const bytes = documentBytes(store.db, found);
    const { type, extension } = formOf(bytes);
    // It is somebody else's document: nothing in it is to run as ours.
    c.header("content-type", type);
    c.header("content-disposition", `attachment; filename="${id}.${extension}"`);
    c.header("x-content-type-options", "nosniff");
    c.header("content-security-policy", "sandbox; default-src 'none'");
    return c.body(new Uint8Array(bytes), 200) as never;
  });
  return router;
}

/** Never as HTML, whatever it is. */
function formOf(bytes: Uint8Array): { readonly type: string; readonly extension: string } {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1_000)).trimStart().toLowerCase();
  if (head.startsWith("%pdf-")) return { type: "application/pdf", extension: "pdf" };
  const isHtml = head.startsWith("<!doctype html") || head.includes("<html");
  if (isHtml) return { type: "application/octet-stream", extension: "html" };
  if (head.startsWith("<") || head.startsWith("ï»¿<")) {
    return { type: "application/xml", extension: "xml" };
  }
  return { type: "application/octet-stream", extension: "txt" };
}
