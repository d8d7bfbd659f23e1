/** What every resource of the API is made of. */

import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Store } from "../../db/store/open-store.ts";
import type { ApiCaller } from "../../model/api-caller.ts";
import { PROBLEM_TYPE, problem } from "../problem.ts";

export interface ApiDeps {
  /** For reading. */
  readonly store: Store;
  readonly now: () => Date;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** The URI that identifies this deployment. */
  readonly source: string;
}

/** What stands in the context of a request once it was let in. */
export interface ApiEnv {
  Variables: { caller: ApiCaller };
}

/** What cannot be read in a request is a problem with status 400, which names each parameter. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const faults = result.error.issues.map(({ path, message }) => {
        return path.length === 0 ? message : `${path.join(".")}: ${message}`;
      });
      return problem(c, 400, "Not a valid request", faults.join("; "));
    },
  });
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().openapi({ description: "The kind of problem." }),
    status: z.int(),
    detail: z.string().openapi({ description: "This one, and what to do." }),
    instance: z
      .string()
      .optional()
      .openapi({ description: "The path that was asked for, where the request could be read." }),
  })
  .openapi("Problem");

/** A response of a route that ends with a problem. */
export function problemResponse(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: problemSchema } } };
}

/** What may answer a route that is nobody's secret. */
export const OPEN_PROBLEMS = {
  400: problemResponse("A parameter, a header or the body cannot be read; the detail names it."),
  414: problemResponse("The URL is too long."),
  431: problemResponse("The headers are too large; the longest part of them may be the URL."),
} as const;

/** What may answer any route under `/v1`: spread it into its `responses`. */
export const COMMON_PROBLEMS = {
  ...OPEN_PROBLEMS,
  401: problemResponse("A key is wanted, and there is none or not a valid one."),
  403: problemResponse("The key lacks the scope that this wants."),
  429: problemResponse("Too many requests; `Retry-After` says for how many seconds to wait."),
  503: problemResponse("The store cannot be read now; try again."),
} as const;

/** What may answer a route that takes a body besides; give its body `required: true`, or none at all passes for `{}`. */
export const BODY_PROBLEMS = {
  413: problemResponse("The body is too large."),
  415: problemResponse("The body is not of a content type that this takes."),
} as const;

/** Which scope a route wants, as its OpenAPI says it; `authenticate` demands it by path. */
export const WANTS_READ = [{ apiKey: ["read"] }];
export const WANTS_MANAGE = [{ apiKey: ["manage"] }];

export const NOT_MODIFIED = { description: "What you have is what would be sent." } as const;
