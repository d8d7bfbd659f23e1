/** `/v1/keys`: API keys and their scopes. The CLI creates the first key. */

import { createRoute, z } from "@hono/zod-openapi";
import type { Store } from "../../db/store/open-store.ts";
import { createKey, listKeys, revokeKey } from "../../db/subscribers/keys.ts";
import { API_SCOPES } from "../../model/api-scope.ts";
import { isOneLine, NOT_ONE_LINE } from "../../model/one-line.ts";
import { problem } from "../problem.ts";
import {
  type ApiDeps,
  BODY_PROBLEMS,
  COMMON_PROBLEMS,
  createRouter,
  problemResponse,
  WANTS_MANAGE,
} from "./router.ts";

export interface KeyDeps extends ApiDeps {
  /** Writes keys, and nothing else. */
  readonly keyStore: Store;
}

/** The owner of a key. */
export const keyName = z.string().refine(isOneLine, { error: NOT_ONE_LINE }).trim().min(1).max(100);

const keySchema = z
  .object({
    id: z.string().openapi({ example: "key_5b1d0e9c2f4a" }),
    name: z.string(),
    scopes: z.array(z.enum(API_SCOPES)).readonly(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .openapi("Key");

const described = { tags: ["Keys"], security: WANTS_MANAGE };
const asJson = <T extends z.ZodType>(schema: T) => ({ "application/json": { schema } });

const listRoute = createRoute({
  ...described,
  method: "get",
  path: "/keys",
  operationId: "listKeys",
  summary: "All keys, including revoked ones, without their secrets",
  responses: {
    200: { description: "All keys.", content: asJson(z.object({ keys: z.array(keySchema) })) },
    ...COMMON_PROBLEMS,
  },
});

const createKeyRoute = createRoute({
  ...described,
  method: "post",
  path: "/keys",
  operationId: "createKey",
  summary: "Creates a key; its secret is shown only once",
  request: {
    body: {
      required: true,
      content: asJson(
        z.strictObject({
          name: keyName.openapi({
            description: "The owner of the key, for people: one line without control characters.",
            example: "screening",
          }),
          scope: z
            .enum(API_SCOPES)
            .openapi({ description: "`manage` includes `read`.", example: "read" }),
        }),
      ),
    },
  },
  responses: {
    201: {
      description: "The key. `secret` is not shown again.",
      content: asJson(
        keySchema
          .extend({ secret: z.string().openapi({ description: "The bearer token." }) })
          .openapi("NewKey"),
      ),
    },
    ...BODY_PROBLEMS,
    ...COMMON_PROBLEMS,
  },
});

const revokeRoute = createRoute({
  ...described,
  method: "delete",
  path: "/keys/{id}",
  operationId: "revokeKey",
  summary: "Revokes a key and ends the streams that it opened",
  request: {
    params: z.object({ id: z.string().regex(/^key_[0-9a-f]{12}$/, "must be the id of a key") }),
  },
  responses: {
    200: { description: "The key, revoked.", content: asJson(keySchema) },
    404: problemResponse("No key has this id."),
    ...COMMON_PROBLEMS,
  },
});

export function keyRoutes({ store, keyStore, now }: KeyDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  // Caches must not keep keys or secrets.
  router.use("/keys/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });
  router.openapi(listRoute, (c) => c.json({ keys: listKeys(store.db) }, 200));
  router.openapi(createKeyRoute, async (c) => {
    const { key, secret } = await keyStore.write((tx) => createKey(tx, c.req.valid("json"), now()));
    return c.json({ ...key, secret }, 201);
  });
  router.openapi(revokeRoute, async (c) => {
    const { id } = c.req.valid("param");
    const key = await keyStore.write((tx) => revokeKey(tx, id, now()));
    if (key === null) return problem(c, 404, "No such key", "GET /v1/keys lists them.");
    return c.json(key, 200);
  });
  return router;
}
