/** The channels that push, for programs: AsyncAPI 3 (https://www.asyncapi.com/docs/reference/specification/v3.0.0). */

import { EVENT_TYPES, type EventType } from "../model/events/event.ts";
import { describeType } from "./event-schemas.ts";
import { type JsonSchema, schemaUri } from "./json-schema.ts";
import { WEBHOOK_HEADERS } from "./webhook-headers.ts";

export interface ChannelsOptions {
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Of this program. */
  readonly version: string;
}

const DESCRIPTION = `Each change of the lists of the U.S. Bureau of Industry and Security, as CloudEvents 1.0, at least once by each channel. The stream and the server-sent events are in the order of \`sequence\` and without gaps. Webhooks are in no order: an event whose \`entryVersion\` is lower than the one you have is older.

A schema of version 1 changes only by addition: ignore a property, an event type or a value that you do not know. What is more than an addition comes as version 2, beside version 1.`;

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
        description: "A receiver of yours, registered as an endpoint.",
        variables: { host: { description: "Yours.", examples: ["hooks.example.com"] } },
        security: [{ $ref: "#/components/securitySchemes/webhookSignature" }],
      },
      redis: {
        ...{ host: "{host}", protocol: "redis" },
        description: "The Redis of the service, where it has one.",
        variables: { host: { description: "As in `REDIS_URL`.", default: "localhost:6379" } },
        security: [{ $ref: "#/components/securitySchemes/redisPassword" }],
      },
    },
    channels: { webhook, stream, sse },
    operations: {
      pushWebhook: operation("webhook", "One POST an event, to each endpoint that wants it.", {
        http: { method: "POST", bindingVersion: "0.3.0" },
      }),
      appendToStream: operation("stream", "XADD, each event behind the one before it."),
      streamEvents: operation("sse", "One message an event, as long as the client listens.", {
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

/** JSON Schema of another draft than AsyncAPI's own. */
const SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

const securitySchemes = {
  apiKey: {
    ...{ type: "http", scheme: "bearer" },
    description: "A key of `entitywire keys add`, with the scope `read`.",
  },
  webhookSignature: {
    ...{ type: "httpApiKey", name: "webhook-signature", in: "header" },
    description:
      "Standard Webhooks: signed with the endpoint's secret, `whsec_` and the base64 of its bytes.",
  },
  redisPassword: { type: "userPassword", description: "Where the Redis asks for one." },
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
      description: "Begins behind this sequence; `Last-Event-ID` wins over it.",
    },
  },
};

const webhook = {
  address: "{path}",
  title: "Webhook",
  description:
    "Answer 2xx only after you have stored the event; anything else has it sent again for three days, 410 ends the subscription.",
  servers: [{ $ref: "#/servers/endpoint" }],
  parameters: { path: { description: "Of the endpoint's URL.", examples: ["/hooks/entitywire"] } },
  messages: messages("application/cloudevents+json", webhookHeaders),
};

const stream = {
  address: "{prefix}:events",
  title: "Redis stream",
  description:
    "An entry's id is `<sequence>-0`, its one field `event` the event in JSON. Read it with XREAD or a consumer group. It keeps the newest events; the feed has all.",
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
    "`id` is the sequence, `event` the type, `data` the event in JSON. Connect again with `Last-Event-ID` to go on behind it.",
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
