/** The AsyncAPI 3 document of the push channels (https://www.asyncapi.com/docs/reference/specification/v3.0.0). */

import { EVENT_TYPES, type EventType } from "../model/events/event.ts";
import { describeType } from "./event-schemas.ts";
import { type JsonSchema, schemaUri } from "./json-schema.ts";
import { WEBHOOK_HEADERS } from "./webhook-headers.ts";

export interface ChannelsOptions {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The version of this program. */
  readonly version: string;
}

const DESCRIPTION = `Changes of the lists of the U.S. Bureau of Industry and Security as CloudEvents 1.0. Each channel delivers every event at least once. The Redis stream and the server-sent events are ordered by \`sequence\` without gaps. Webhooks are unordered: an event is outdated if its \`entryVersion\` is lower than the one you have.

A schema of version 1 changes only by addition: ignore unknown properties, event types and values. Any other change creates version 2 beside version 1.`;

export function describeChannels({ publicUrl, version }: ChannelsOptions): JsonSchema {
  const { protocol, host, pathname } = new URL(publicUrl);
  const scheme = protocol.replace(":", "");
  return {
    asyncapi: "3.0.0",
    info: { title: "entitywire", version, description: DESCRIPTION, license: { name: "MIT" } },
    defaultContentType: "application/json",
    servers: {
      api: {
        ...{ host, protocol: scheme, ...(pathname === "/" ? {} : { pathname }) },
        description: "The API of the service.",
        security: [{ $ref: "#/components/securitySchemes/apiKey" }],
      },
      endpoint: {
        ...{ host: "{host}", protocol: "https" },
        description: "Your receiver, registered as an endpoint.",
        variables: { host: { description: "Your host.", examples: ["hooks.example.com"] } },
        security: [{ $ref: "#/components/securitySchemes/webhookSignature" }],
      },
      redis: {
        ...{ host: "{host}", protocol: "redis" },
        description: "The Redis of the service, if it uses one.",
        variables: { host: { description: "As in `REDIS_URL`.", default: "localhost:6379" } },
        security: [{ $ref: "#/components/securitySchemes/redisPassword" }],
      },
    },
    channels: { webhook, stream, sse },
    operations: {
      pushWebhook: operation(
        "webhook",
        "One POST per event, to each endpoint whose filter matches.",
        {
          http: { method: "POST", bindingVersion: "0.3.0" },
        },
      ),
      appendToStream: operation("stream", "XADD, one entry per event, in order."),
      streamEvents: operation("sse", "One message per event while the client is connected.", {
        http: { method: "GET", query: streamQuery, bindingVersion: "0.3.0" },
      }),
    },
    components: {
      schemas: Object.fromEntries(
        EVENT_TYPES.map((type) => [
          type,
          { schemaFormat: SCHEMA_FORMAT, schema: { $ref: schemaUri(type, publicUrl) } },
        ]),
      ),
      securitySchemes,
    },
  };
}

/** The schemas use another JSON Schema draft than AsyncAPI's default. */
const SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

const securitySchemes = {
  apiKey: {
    ...{ type: "http", scheme: "bearer" },
    description: "A key from `entitywire keys add` with the scope `read`.",
  },
  webhookSignature: {
    ...{ type: "httpApiKey", name: "webhook-signature", in: "header" },
    description: "Standard Webhooks signature with the endpoint's secret: `whsec_` and base64.",
  },
  redisPassword: { type: "userPassword", description: "Only if the Redis server requires one." },
};

const webhookHeaders = {
  type: "object",
  required: Object.keys(WEBHOOK_HEADERS),
  properties: Object.fromEntries(
    Object.entries(WEBHOOK_HEADERS).map(([name, { description, example }]) => [
      name,
      { type: "string", description, examples: [example] },
    ]),
  ),
};

const streamQuery = {
  type: "object",
  properties: {
    after: {
      ...{ type: "integer", minimum: 0 },
      description: "Start after this sequence; `Last-Event-ID` overrides it.",
    },
  },
};

const webhook = {
  address: "{path}",
  title: "Webhook",
  description:
    "Answer 2xx only after you have stored the event. On any other answer entitywire retries for three days. 410 ends the subscription.",
  servers: [{ $ref: "#/servers/endpoint" }],
  parameters: {
    path: { description: "The path of the endpoint's URL.", examples: ["/hooks/entitywire"] },
  },
  messages: messages("application/cloudevents+json", webhookHeaders),
};

const stream = {
  address: "{prefix}:events",
  title: "Redis stream",
  description:
    "The id of a stream entry is `<sequence>-0`. Its only field `event` is the event in JSON. Read the stream with XREAD or a consumer group. It keeps the newest events; the feed has all.",
  servers: [{ $ref: "#/servers/redis" }],
  parameters: {
    prefix: { description: "`ENTITYWIRE_REDIS_PREFIX`.", default: "entitywire" },
  },
  messages: messages("application/json"),
};

const sse = {
  address: "/v1/events/stream",
  title: "Server-sent events",
  description:
    "`id` is the sequence, `event` the type, `data` the event in JSON. Reconnect with `Last-Event-ID` to continue after that event.",
  servers: [{ $ref: "#/servers/api" }],
  messages: messages("text/event-stream"),
};

function operation(channel: string, summary: string, bindings?: object) {
  const at = `#/channels/${channel}`;
  return {
    action: "send",
    channel: { $ref: at },
    summary,
    messages: EVENT_TYPES.map((type) => ({ $ref: `${at}/messages/${type}` })),
    ...(bindings === undefined ? {} : { bindings }),
  };
}

function messages(contentType: string, headers?: object) {
  const message = (type: EventType) => ({
    ...{ name: type, title: type, summary: describeType(type), contentType },
    ...(headers === undefined ? {} : { headers }),
    payload: { $ref: `#/components/schemas/${type}` },
  });
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, message(type)]));
}
