/** The OpenAPI routes of `/v1/endpoints`. */

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
  409: problemResponse("The endpoint's state does not allow this. `detail` says what to do."),
  ...COMMON_PROBLEMS,
};
const unusable = { 422: problemResponse("The URL, the secret or the sequence is not acceptable.") };
const shown = { description: "The endpoint after the change.", content: asJson(endpointSchema) };

export const listRoute = createRoute({
  ...described,
  method: "get",
  path: "/endpoints",
  operationId: "listEndpoints",
  summary: "All endpoints, without their secrets",
  request: {
    query: z.strictObject({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(MOST).default(100),
    }),
  },
  responses: {
    200: {
      description: "A page of endpoints, in order of creation.",
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
  summary: "Creates an endpoint; its secret is shown only once",
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
  summary:
    "Changes URL, description or filter; absent fields stay as they are, also those of the filter",
  request: { params, body: body(changeBody) },
  responses: { 200: shown, ...problems, ...unusable, ...BODY_PROBLEMS },
});

export const removeRoute = createRoute({
  ...described,
  method: "delete",
  path: "/endpoints/{id}",
  operationId: "deleteEndpoint",
  summary: "Deletes an endpoint with its pending deliveries",
  request: { params },
  responses: { 204: { description: "The endpoint was deleted." }, ...problems },
});

export const rotateRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/rotate",
  operationId: "rotateEndpointSecret",
  summary:
    "Rotates the secret; the new one is shown only once, and the old one also signs for a while",
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
  summary: "Pauses deliveries; events that arrive meanwhile are delivered after a resume",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const resumeRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/resume",
  operationId: "resumeEndpoint",
  summary: "Resumes a paused endpoint where it stopped",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const enableRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/enable",
  operationId: "enableEndpoint",
  summary: "Enables an endpoint that was disabled because of its answers",
  request: { params },
  responses: { 200: shown, ...problems },
});

export const testRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/test",
  operationId: "testEndpoint",
  summary: "Sends a test event of type `endpoint.test`",
  request: { params },
  responses: {
    200: { description: "The endpoint's answer.", content: asJson(answerSchema) },
    ...problems,
  },
});

export const replayRoute = createRoute({
  ...described,
  method: "post",
  path: "/endpoints/{id}/replay",
  operationId: "replayDeliveries",
  summary: "Sends one event, a range of events, or all dead deliveries again",
  request: { params, body: body(replayBody) },
  responses: {
    202: {
      description: "The number of deliveries that are sent again.",
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
  summary: "Deliveries of an endpoint: delivered, pending and dead",
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
      description: "A page of deliveries, in log order.",
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
