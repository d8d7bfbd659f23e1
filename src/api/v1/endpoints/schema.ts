/** Request and response schemas of `/v1/endpoints`. */

import { z } from "@hono/zod-openapi";
import { DELIVERY_STATES } from "../../../db/subscribers/deliveries.ts";
import type { Endpoint } from "../../../db/subscribers/endpoints.ts";
import type { Tally } from "../../../db/subscribers/tallies.ts";
import { LISTS } from "../../../model/entry.ts";
import { PUSHED_TYPES } from "../../../model/events/news.ts";
import { CHANGE_CLASSES } from "../../../model/list/change.ts";
import { isOneLine, NOT_ONE_LINE } from "../../../model/one-line.ts";

const oneLine = z.string().refine(isOneLine, { error: NOT_ONE_LINE });

const MOST_VALUES = 64;
const few = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(MOST_VALUES);

const FILTER_FIELDS = {
  types: few(z.enum(PUSHED_TYPES)),
  lists: few(z.enum(LISTS)),
  countries: few(z.string().regex(/^[A-Z]{2}$/, "must be two capital letters (ISO 3166-1)")),
  destinations: few(oneLine.min(1).max(200)),
  classes: few(z.enum(CHANGE_CLASSES)),
  historical: z.boolean(),
};

const filterSchema = z.strictObject(FILTER_FIELDS).partial().nullable().openapi("EndpointFilter", {
  description:
    "Null selects the default events (news). Otherwise an event must match one value of every field that is given. Without `classes` only substantive changes match. Historical events match only where `historical` asks for them.",
});

const filterChangesSchema = z
  .strictObject({
    types: FILTER_FIELDS.types.nullable(),
    lists: FILTER_FIELDS.lists.nullable(),
    countries: FILTER_FIELDS.countries.nullable(),
    destinations: FILTER_FIELDS.destinations.nullable(),
    classes: FILTER_FIELDS.classes.nullable(),
    historical: FILTER_FIELDS.historical.nullable(),
  })
  .partial()
  .nullable()
  .openapi("EndpointFilterChanges", {
    description:
      "Merged into the filter (RFC 7396): a field that is given replaces that field with all its values, a field that is null is removed, and a field that is absent stays as it is. Null for the whole filter removes all fields and selects the default events (news).",
  });

const url = z.string().min(1).max(2_000).openapi({
  description: "An https URL on a public address, unless the operator's allowlist permits more.",
  example: "https://example.com/hooks/bis",
});
const description = oneLine.trim().max(500).openapi({
  description: "Text for people, on one line without control characters.",
});
const secret = z.string().max(200).openapi({
  description: "`whsec_` followed by 24 to 64 bytes in base64. Generated where it is absent.",
  example: "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
});
const sequence = z.int().min(1).max(999_999_999_999_999);

export const createBody = z.strictObject({
  url,
  description: description.optional(),
  filter: filterSchema.optional(),
  secret: secret.optional(),
  from: sequence.optional().openapi({
    description:
      "Sequence of the first event to deliver. Without it, delivery starts with the next event.",
  }),
});

export const changeBody = z.strictObject({
  url: url.optional(),
  description: description.optional(),
  filter: filterChangesSchema.optional(),
});

export const rotateBody = z.strictObject({
  secret: secret.optional(),
  overlapHours: z.number().min(0).max(720).optional().openapi({
    description: "How many hours the old secret also signs; 24 by default.",
  }),
});

export const replayBody = z.union([
  z.strictObject({ sequence }),
  z.strictObject({ from: sequence, to: sequence }).refine(({ from, to }) => from <= to, {
    error: "from must not be greater than to",
  }),
  z.strictObject({ dead: z.literal(true) }),
]);

const instant = z.iso.datetime().nullable();

export const endpointSchema = z
  .object({
    id: z.string().openapi({ example: "endpoint_6c2f0d9f4b1e4a53a7c08e1d2b3f4a5c" }),
    url: z.string(),
    origin: z.enum(["environment", "person"]),
    description: z.string(),
    filter: filterSchema,
    state: z.enum(["active", "paused", "disabled"]).openapi({
      description: "`paused`: by a person. `disabled`: because of its answers.",
    }),
    stateReason: z.string().nullable(),
    createdAt: instant,
    failingSince: instant.openapi({
      description: "When the first failure since the last delivered event happened.",
    }),
    heldUntil: instant.openapi({ description: "No attempt is made before this time." }),
    slow: z.boolean().openapi({
      description: "It timed out or answered late, so it is served on a separate queue.",
    }),
    plannedTo: z
      .int()
      .openapi({ description: "Deliveries are planned for every event up to this sequence." }),
    deliveries: z.object({ pending: z.int(), delivered: z.int(), dead: z.int() }).openapi({
      description: "`delivered` counts the last thirty days.",
    }),
  })
  .openapi("Endpoint");

export const secretSchema = endpointSchema
  .extend({ secret: z.string().openapi({ description: "Not shown again." }) })
  .openapi("EndpointWithSecret");

export const answerSchema = z
  .object({
    status: z.int().nullable().openapi({ description: "Null where no answer arrived." }),
    error: z
      .string()
      .nullable()
      .openapi({ description: "Null where the endpoint accepted the event." }),
    retryAfterMs: z.number().nullable(),
    durationMs: z.number(),
    location: z.string().nullable().openapi({
      description: "Where a redirect points. Redirects are not followed: change the URL.",
    }),
  })
  .openapi("EndpointAnswer");

export const deliverySchema = z
  .object({
    sequence: z.int(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int().openapi({ description: "Attempts since the last replay." }),
    dueAt: z.iso.datetime(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    deliveredAt: instant,
  })
  .openapi("Delivery");

export function showEndpoint(endpoint: Endpoint, deliveries: Tally) {
  const { sealedSecrets: _sealed, ...shown } = endpoint;
  return { ...shown, deliveries } as z.infer<typeof endpointSchema>;
}
