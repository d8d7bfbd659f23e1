/** `/v1/endpoints` as OpenAPI has it. */

import { createRoute, z } from "@hono/zod-openapi";
import { DELIVERY_STATES } from "../../../db/subscribers/deliveries.ts";
import { BODY_PROBLEMS, COMMON_PROBLEMS, problemResponse, WANTS_MANAGE } from "../router.ts";
import {
  answerSchema,
  changeBody,
  createBody,
  deliverySchema,
  endpointSchema,
  replayBody,
  rotateBody,
  secretSchema,
} from "./schema.ts";

const MOST = 500;
const asJson = <T extends z.ZodType>(schema: T) => ({ "application/json": { schema } });
const body = <T extends z.ZodType>(schema: T) => ({ required: true, content: asJson(schema) });
const described = { tags: ["Endpoints"], security: WANTS_MANAGE };
const params = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/, "must be the id of an endpoint"),
});
const problems = {
  404: problemResponse("No endpoint has this id."),
  409: problemResponse("It is not in the state for this; the detail says what to do."),
  ...COMMON_PROBLEMS,
};
const unusable = { 422: problemResponse("The URL, the secret or the sequence cannot be taken.") };
const shown = { description: "The endpoint as it is then.", content: asJson(endpointSchema) };

export const listRoute = createRoute({
  ...described,
  method: "get",
  path: "/endpoints",
  operationId: "listEndpoints",
  summary: "Every endpoint; never its secrets",
  request: {
    query: z.strictObject({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(MOST).default(100),
    }),
  },
  responses: {
    200: {
      description: "A page of endpoints, in the order in which they were made.",
      content: asJson(
        z
          .object({
            endpoints: z.array(endpointSchema),
            next: z.string().nullable().openapi({ description: "The next `cursor`." }),
          })
          .openapi("EndpointPage"),
      ),
    },
    ...COMMON_PROBLEMS,
  },
});

export const createEndpointRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints",
  operationId: "createEndpoint",
  summary: "A new endpoint, with its secret, shown this once",
  request: { body: body(createBody) },
  responses: {
    201: { description: "The endpoint.", content: asJson(secretSchema) },
    ...unusable,
    ...BODY_PROBLEMS,
    ...COMMON_PROBLEMS,
  },
});

export const showRoute = createRoute({
  ...described,
  method: "get",
  path: "/endpoints/{id}",
  operationId: "readEndpoint",
  summary: "One endpoint",
  request: { params },
  responses: { 200: shown, 404: problems[404], ...COMMON_PROBLEMS },
});

export const changeRoute = createRoute({
  ...described,
  method: "patch",
  path: "/endpoints/{id}",
  operationId: "changeEndpoint",
  summary: "Another URL, description or filter; what is left out stays",
  request: { params, body: body(changeBody) },
  responses: { 200: shown, ...problems, ...unusable, ...BODY_PROBLEMS },
});

export const removeRoute = createRoute({
  ...described,
  method: "delete",
  path: "/endpoints/{id}",
  operationId: "deleteEndpoint",
  summary: "Forgets it, with all that it is owed",
  request: { params },
  responses: { 204: { description: "It is gone." }, ...problems },
});

export const rotateRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/rotate",
  operationId: "rotateEndpointSecret",
  summary: "Another secret, shown this once; the one before signs as well for a while",
  request: { params, body: body(rotateBody) },
  responses: {
    200: { description: "The endpoint.", content: asJson(secretSchema) },
    ...problems,
    ...unusable,
    ...BODY_PROBLEMS,
  },
});

export const pauseRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/pause",
  operationId: "pauseEndpoint",
  summary: "Tells it nothing until it is resumed; what comes meanwhile is owed",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const resumeRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/resume",
  operationId: "resumeEndpoint",
  summary: "Goes on where it was paused",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const enableRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/enable",
  operationId: "enableEndpoint",
  summary: "Goes on with one that was disabled by its own answers",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const testRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/test",
  operationId: "testEndpoint",
  summary: "Sends it an event of the type `endpoint.test`, which tells nothing",
  request: { params },
  responses: {
    200: { description: "What it answered.", content: asJson(answerSchema) },
    ...problems,
  },
});

export const replayRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/replay",
  operationId: "replayDeliveries",
  summary: "Has one event, a range of them, or all that were given up sent again",
  request: { params, body: body(replayBody) },
  responses: {
    202: {
      description: "How many deliveries are made again.",
      content: asJson(z.object({ deliveries: z.int() }).openapi("Replayed")),
    },
    ...problems,
    ...BODY_PROBLEMS,
  },
});

export const deliveriesRoute = createRoute({
  ...described,
  method: "get",
  path: "/endpoints/{id}/deliveries",
  operationId: "listDeliveries",
  summary: "What it was told, is owed, and what was given up",
  request: {
    params,
    query: z.strictObject({
      state: z.enum(DELIVERY_STATES).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(MOST).default(100),
    }),
  },
  responses: {
    200: {
      description: "A page of deliveries, in the order of the log.",
      content: asJson(
        z
          .object({
            deliveries: z.array(deliverySchema),
            next: z.string().nullable().openapi({ description: "The next `cursor`." }),
          })
          .openapi("DeliveryPage"),
      ),
    },
    404: problems[404],
    ...COMMON_PROBLEMS,
  },
});
