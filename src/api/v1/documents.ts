/** `/documents`: the proof: every document that was fetched or imported, with its original bytes. */

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
    sha256: z.string().openapi({ description: "SHA-256 of the original bytes, in hex" }),
    size: z.int().openapi({ description: "size in bytes" }),
    source: z.enum(DOCUMENT_SOURCES),
    url: z.string().nullable(),
    documentNumber: z.string().nullable(),
    publicationDate: z.string().nullable(),
    asOf: z.string().nullable().openapi({ description: "the day that a snapshot shows" }),
    fetchedAt: z.string(),
    knownFrom: z.string(),
    ruleKey: z.string().nullable(),
    lists: z.array(z.enum(LISTS)).nullable(),
    note: z.string().nullable().openapi({ description: "why the document is in its state" }),
    withdrawnAt: z.string().nullable(),
    raw: z.string().openapi({ description: "URL of the original bytes" }),
  })
  .openapi("Document");

const one = createRoute({
  method: "get",
  path: "/documents/{id}",
  operationId: "readDocument",
  ...{ security, tags },
  summary: "One document",
  request: { params },
  responses: {
    200: {
      description: "the record of the document",
      content: { "application/json": { schema: document } },
    },
    ...COMMON_PROBLEMS,
    404: problemResponse("no document has this id"),
  },
});

const raw = createRoute({
  method: "get",
  path: "/documents/{id}/raw",
  operationId: "readDocumentBytes",
  ...{ security, tags },
  summary: "The original bytes of a document",
  description: "Always served as a download, so that no browser renders the document.",
  request: { params },
  responses: {
    200: {
      description: "`ETag` is the SHA-256 of the bytes, in hex",
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
    // The bytes of an id never change: the id is derived from them.
    if (isAtClient(c, tag, "private, max-age=31536000, immutable")) return c.body(null, 304);
    const bytes = documentBytes(store.db, found);
    const { type, extension } = formOf(bytes);
    // The document comes from someone else: no script in it may run on this origin.
    c.header("content-type", type);
    c.header("content-disposition", `attachment; filename="${id}.${extension}"`);
    c.header("x-content-type-options", "nosniff");
    c.header("content-security-policy", "sandbox; default-src 'none'");
    return c.body(new Uint8Array(bytes), 200) as never;
  });
  return router;
}

/** Never answers text/html. */
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
