/** Problem details (RFC 9457): https://www.rfc-editor.org/rfc/rfc9457 */

import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export const PROBLEM_TYPE = "application/problem+json";

export interface Problem {
  readonly type: string;
  /** The kind of problem. */
  readonly title: string;
  readonly status: number;
  /** What is wrong with this request, and what to do. */
  readonly detail: string;
  /** The requested path. */
  readonly instance: string;
}

export function problem<S extends ContentfulStatusCode>(
  c: Context,
  status: S,
  title: string,
  detail: string,
): Response & TypedResponse<Problem, S, "json"> {
  const body: Problem = { type: "about:blank", title, status, detail, instance: c.req.path };
  return c.json(body, status, { "content-type": PROBLEM_TYPE }) as unknown as Response &
    TypedResponse<Problem, S, "json">;
}
