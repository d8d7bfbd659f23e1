/** `/schemas/<type>.v1.json`, which each event's `dataschema` names, and `/asyncapi.json`. Both are public. */

import { createHash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { describeChannels } from "../../contract/asyncapi.ts";
import { eventJsonSchema, schemaName } from "../../contract/json-schema.ts";
import { EVENT_TYPES } from "../../model/events/event.ts";
import { isAtClient } from "../conditional.ts";
import { problem } from "../problem.ts";
import { type ApiDeps, createRouter, OPEN_PROBLEMS, problemResponse } from "./router.ts";

/** A day: within a version a schema changes by addition only, and only with a new release. */
const CACHE = "public, max-age=86400";

const notModified = { description: "Your copy is current." };

const schemaRoute = createRoute({
  method: "get",
  path: "/schemas/{name}",
  operationId: "readSchema",
  tags: ["Contract"],
  summary: "The JSON Schema of an event type",
  description:
    "`<type>.v1.json`, JSON Schema 2020-12. Within a version a schema changes only by addition. Any other change creates version 2, and version 1 stays available.",
  security: [],
  request: {
    params: z.object({
      name: z
        .string()
        .max(100)
        .openapi({ description: "`<type>.v1.json`.", example: "entity.added.v1.json" }),
    }),
  },
  responses: {
    200: {
      description: "The schema.",
      content: { "application/schema+json": { schema: z.looseObject({}) } },
    },
    304: notModified,
    ...OPEN_PROBLEMS,
    404: problemResponse("No event type has a schema with this name."),
  },
});

const channelsRoute = createRoute({
  method: "get",
  path: "/asyncapi.json",
  operationId: "readAsyncApi",
  tags: ["Contract"],
  summary: "The push channels, as AsyncAPI 3",
  security: [],
  responses: {
    200: {
      description: "The AsyncAPI document.",
      content: { "application/json": { schema: z.looseObject({}) } },
    },
    304: notModified,
    ...OPEN_PROBLEMS,
  },
});

export interface SchemaDeps extends Pick<ApiDeps, "publicUrl"> {
  /** The version of this program. */
  readonly version: string;
}

export function schemaRoutes({ publicUrl, version }: SchemaDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  const schemas = new Map(
    EVENT_TYPES.map((type) => [schemaName(type), asFile(eventJsonSchema(type, publicUrl))]),
  );
  const channels = asFile(describeChannels({ publicUrl, version }));

  router.openapi(schemaRoute, (c) => {
    const file = schemas.get(c.req.valid("param").name);
    if (file === undefined) {
      const names = `${publicUrl}/asyncapi.json names all schemas.`;
      return problem(c, 404, "No such schema", `No event type has this schema; ${names}`);
    }
    for (const [name, value] of OPEN_TO_ALL) c.header(name, value);
    if (isAtClient(c, file.tag, CACHE)) return c.body(null, 304);
    return c.body(file.text, 200, { "Content-Type": "application/schema+json" });
  });

  router.openapi(channelsRoute, (c) => {
    for (const [name, value] of OPEN_TO_ALL) c.header(name, value);
    if (isAtClient(c, channels.tag, CACHE)) return c.body(null, 304);
    return c.body(channels.text, 200, { "Content-Type": "application/json" });
  });

  return router;
}

/** Validators and editors on any web page may load them. */
const OPEN_TO_ALL = [
  ["Access-Control-Allow-Origin", "*"],
  ["Cross-Origin-Resource-Policy", "cross-origin"],
] as const;

function asFile(content: object): { readonly text: string; readonly tag: string } {
  const text = JSON.stringify(content);
  const digest = createHash("sha256").update(text).digest("base64url");
  return { text, tag: `"${digest.slice(0, 22)}"` };
}
