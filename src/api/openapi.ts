/** What the API is, for programs: OpenAPI 3.1, made from the routes themselves. https://spec.openapis.org/oas/v3.1.1.html */

import type { OpenAPIHono } from "@hono/zod-openapi";
import { EVENT_TYPES } from "../model/events/event.ts";
import { SCHEMAS, schemaOf } from "./v1/event-schema.ts";
import type { ApiEnv } from "./v1/router.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const DESCRIPTION = `Which parties the U.S. Bureau of Industry and Security listed, changed or removed, under which license terms, from when, and why: each statement with its proof.

Errors are problem details (RFC 9457). Requests are limited by key; \`RateLimit\` says how many are left. Answers carry an \`ETag\` where they can be asked for again.`;

export function describeApi(
  api: OpenAPIHono<ApiEnv>,
  { publicUrl, version }: { readonly publicUrl: string; readonly version: string },
): OpenApiDocument {
  const document = api.getOpenAPI31Document({
    openapi: "3.1.1",
    info: {
      title: "entitywire",
      version,
      description: DESCRIPTION,
      license: { name: "MIT" },
    },
    servers: [{ url: publicUrl }],
    tags: [
      { name: "Events", description: "The event log: append-only, totally ordered, without gaps." },
      { name: "Entries", description: "The list as it stands, or as it was law on a day." },
      {
        name: "Exports",
        description: "The whole list at one sequence of the log, and what became of it since.",
      },
      { name: "Rules", description: "The documents that amend the lists, as read." },
      { name: "Documents", description: "The proof: the bytes as they came." },
      { name: "Keys", description: "Who may ask, and what." },
      { name: "Operation", description: "How the service is." },
    ],
  });
  document.webhooks = Object.fromEntries(EVENT_TYPES.map((type) => [type, webhookOf(type)]));
  document.components = {
    ...document.components,
    securitySchemes: {
      apiKey: {
        type: "http",
        scheme: "bearer",
        description:
          "A key of `entitywire keys add`. For reading, HTTP Basic with the key as its password does as well. Where the server is bound to the loopback, reading from that host wants no key.",
      },
    },
  };
  return atTheirAddress(document, publicUrl);
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function webhookOf(type: string) {
  const header = (name: string, description: string) => ({
    name,
    in: "header" as const,
    required: true,
    description,
    schema: { type: "string" as const },
  });
  return {
    post: {
      operationId: `receive.${type}`,
      tags: ["Events"],
      summary: `${type}, as an endpoint is told it`,
      description:
        "Signed as Standard Webhooks says; at least once, and in no order: `entryVersion` tells what is older than what you have.",
      security: [],
      parameters: [
        header("webhook-id", "The event's `id`: the same on every try."),
        header("webhook-timestamp", "Seconds since 1970, of this try."),
        header("webhook-signature", "`v1,` and the signature; while a secret is changed, of both."),
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: schemaOf(type) } } },
      },
      responses: {
        "2XX": { description: "Taken." },
        "410": { description: "Not wanted any more: the endpoint is disabled." },
        default: { description: "Sent again later, for three days." },
      },
    },
  };
}

/** The references to the schemas of events, made absolute. */
function atTheirAddress<T>(value: T, publicUrl: string): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "string" && part.startsWith(SCHEMAS) ? publicUrl + part : part,
  );
}
