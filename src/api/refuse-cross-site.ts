/**
 * Refuses requests that pages of other sites have a browser send (CSRF), whatever their content type. A browser attaches the
 * passwords that it knows. Programs send neither of the headers read here: https://www.w3.org/TR/fetch-metadata/
 */

import type { Context, MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/** Methods that change nothing. */
const SAFE: readonly string[] = ["GET", "HEAD", "OPTIONS"];
/** `none`: the user caused the request, and no page. */
const OWN_SITES: readonly string[] = ["same-origin", "none"];

/** `publicUrl` is the address of the pages as a browser sees it, which a proxy may not pass on; null where there is none. */
export function refuseCrossSite(publicUrl: string | null): MiddlewareHandler {
  return async (c, next) => {
    if (SAFE.includes(c.req.method) || isFromOwnPage(c, publicUrl)) return next();
    const detail = "Pages of other sites may not send this request.";
    return problem(c, 403, "Cross-site request", detail);
  };
}

function isFromOwnPage(c: Context, publicUrl: string | null): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return OWN_SITES.includes(site);
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  // A proxy that speaks TLS changes the scheme, so only host and port are compared.
  const from = URL.parse(origin);
  if (from === null) return false;
  return from.host === c.req.header("host") || from.origin === URL.parse(publicUrl ?? "")?.origin;
}
