/** The OpenAPI 3.1 document, generated from the routes: https://spec.openapis.org/oas/v3.1.1.html */

import type { OpenAPIHono } from "@hono/zod-openapi";
import { EVENT_TYPES } from "../model/events/event.ts";
import { SCHEMAS, schemaOf } from "./v1/event-schema.ts";
import type { ApiEnv } from "./v1/router.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const DESCRIPTION = `Which parties the U.S. Bureau of Industry and Security listed, changed or removed, under which license terms, from when, and why. Each statement comes with its proof.

Errors are problem details (RFC 9457). Requests are limited per key; the header \`RateLimit\` says how many are left. Cacheable responses carry an \`ETag\`.`;

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
      { name: "Entries", description: "The lists as they are now, or as they were law on a day." },
      {
        name: "Exports",
        description: "The whole list at one sequence of the event log, and the changes since.",
      },
      { name: "Rules", description: "The documents that amend the lists, as parsed." },
      { name: "Documents", description: "The proof: every document with its original bytes." },
      { name: "Keys", description: "API keys and their scopes." },
      { name: "Operation", description: "The state of the service." },
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
          "A key from `entitywire keys add`. For reading, HTTP Basic with the key as its password also works. The operator may allow reading from the same host without a key.",
      },
    },
  };
  return withAbsoluteSchemas(document, publicUrl);
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
      summary: `Delivers ${type} to an endpoint`,
      description:
        "Signed as Standard Webhooks specifies. Delivery is at least once and unordered: compare `entryVersion` to detect an event older than what you have.",
      security: [],
      parameters: [
        header("webhook-id", "The event's `id`, the same on every attempt."),
        header("webhook-timestamp", "The time of this attempt, in seconds since 1970."),
        header(
          "webhook-signature",
          "`v1,` and the signature. While a secret is being rotated, one signature with each secret.",
        ),
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: schemaOf(type) } } },
      },
      responses: {
        "2XX": { description: "Accepted." },
        "410": { description: "Gone: entitywire disables the endpoint." },
        default: { description: "Failed: entitywire retries for three days." },
      },
    },
  };
}

/** Makes the references to event schemas absolute. */
function withAbsoluteSchemas<T>(value: T, publicUrl: string): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "string" && part.startsWith(SCHEMAS) ? publicUrl + part : part,
  );
}
