/** Shared parts of all API routes: the router, common responses and scopes. */

import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Store } from "../../db/store/open-store.ts";
import type { ApiCaller } from "../../model/api-caller.ts";
import { PROBLEM_TYPE, problem } from "../problem.ts";

export interface ApiDeps {
  /** Read-only. */
  readonly store: Store;
  readonly now: () => Date;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The URI that identifies this deployment. */
  readonly source: string;
}

/** Context variables of an authenticated request. */
export interface ApiEnv {
  Variables: { caller: ApiCaller };
}

/** An invalid request gets a problem with status 400 that names each parameter. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const faults = result.error.issues.map(({ path, message }) => {
        return path.length === 0 ? message : `${path.join(".")}: ${message}`;
      });
      return problem(c, 400, "Invalid request", faults.join("; "));
    },
  });
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().openapi({ description: "The kind of problem." }),
    status: z.int(),
    detail: z.string().openapi({ description: "What is wrong with this request, and what to do." }),
    instance: z
      .string()
      .optional()
      .openapi({ description: "The requested path, if the request could be read." }),
  })
  .openapi("Problem");

/** A problem response in an OpenAPI route. */
export function problemResponse(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: problemSchema } } };
}

/** Problems of any public route. */
export const OPEN_PROBLEMS = {
  400: problemResponse("A parameter, a header or the body is invalid; `detail` names it."),
  414: problemResponse("The URL is too long."),
  431: problemResponse("The headers, including the URL, are too large."),
} as const;

/** Problems of any route under `/v1`. Spread them into its `responses`. */
export const COMMON_PROBLEMS = {
  ...OPEN_PROBLEMS,
  401: problemResponse("The key is missing or invalid."),
  403: problemResponse("The key lacks the required scope."),
  429: problemResponse("Too many requests; `Retry-After` says how many seconds to wait."),
  503: problemResponse("The store is not available; try again later."),
} as const;

/** Further problems of routes with a body. Set `required: true` on the body: otherwise a missing one is read as `{}`. */
export const BODY_PROBLEMS = {
  413: problemResponse("The body is too large."),
  415: problemResponse("The content type of the body is not supported."),
} as const;

/** The scope of a route in OpenAPI. `authenticate` derives it from the path. */
export const WANTS_READ = [{ apiKey: ["read"] }];
export const WANTS_MANAGE = [{ apiKey: ["manage"] }];

export const NOT_MODIFIED = { description: "Your copy is current." } as const;
