/** What every resource of the API is made of. */

import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Store } from "../../db/open-store.ts";
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

// biome-ignore lint/complexity/noBannedTypes: nothing is handed from one middleware to the next
export type ApiEnv = {};

/** What cannot be read in a request is a problem with status 400, which names each parameter. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const faults = result.error.issues.map(
        ({ path, message }) => `${path.join(".")}: ${message}`,
      );
      return problem(c, 400, "A parameter cannot be read", faults.join("; "));
    },
  });
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
  })
  .openapi("Problem");

/** A response of a route that ends with a problem. */
export function problemResponse(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: problemSchema } } };
}
