/** The public HTTP app: middleware for limits, authentication and rate limiting, then the API, its documentation and the pages. */

import { createHash } from "node:crypto";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { cors } from "hono/cors";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { isLoopbackHost } from "../model/loopback-host.ts";
import { answerFault, type OnFault } from "./answer-fault.ts";
import { type AuthenticateOptions, authenticate, requiredScope } from "./authenticate.ts";
import { isAtClient } from "./conditional.ts";
import { docsRoutes } from "./docs/docs-routes.ts";
import { describeApi } from "./openapi.ts";
import { problem } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";
import { refuseCrossSite } from "./refuse-cross-site.ts";
import { limitBody, limitUrl } from "./request-limits.ts";
import { type ApiParts, createApi } from "./v1/app.ts";
import { type ApiEnv, createRouter } from "./v1/router.ts";

/** The HTML pages, which the caller provides. */
export interface Site {
  /** Pages that require the same keys as reading the API. */
  readonly pages: Hono<ApiEnv>;
  /** Pages that are public or check access themselves. */
  readonly open: Hono;
  /** The "not found" page for a browser. */
  readonly missing: (c: Context) => Response | Promise<Response>;
}

export interface PublicAppOptions extends AuthenticateOptions {
  readonly parts: ApiParts;
  readonly site: Site | null;
  /** Limits requests, by caller. */
  readonly requests: RateLimit;
  /** Receives the errors that the client did not cause. */
  readonly onFault: OnFault;
}

const EXPOSED = [
  "Content-Disposition",
  "ETag",
  "Entitywire-Sequence",
  "Link",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "WWW-Authenticate",
];
/** Public without a key: the description of the API. */
const OPEN_PATHS: readonly string[] = ["/v1", "/v1/openapi.json"];

export function createPublicApp(options: PublicAppOptions): ReturnType<typeof createRouter> {
  const { parts, site, readsAreFree, requests, onFault } = options;
  const app = createRouter();
  const api = createApi(parts);
  const limitRate: MiddlewareHandler<ApiEnv> = async (c, next) =>
    (await requests.count(c, c.var.caller.id)) ?? next();

  app.onError((error, c) => answerFault(c, error, onFault));
  app.notFound((c) => {
    if (site !== null && wantsPage(c)) return site.missing(c);
    return problem(c, 404, "Not found", "See /docs for the API.");
  });
  app.use(
    secureHeaders({
      overwrite: false,
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      crossOriginResourcePolicy: "same-origin",
      xFrameOptions: "DENY",
    }),
  );
  app.use(limitUrl);
  app.use(refuseCrossSite(parts.publicUrl));
  app.use("/v1/*", onlyWhere(isRead, varyByOrigin));
  app.use("/v1/*", onlyWhere(isReadByPage, readCors(readsAreFree)));
  app.use("/v1/*", onlyWhere(isGuarded, authenticate(options)));
  app.use("/v1/*", onlyWhere(isGuarded, limitRate));
  for (const path of new Set(site?.pages.routes.map((route) => route.path))) {
    app.use(path, authenticate(options), limitRate);
  }
  app.use(onlyWhere(mayHaveBody, limitBody));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header("Allow", methods.join(", "));
        return problem(c, 405, "Method not allowed", `Allowed: ${methods.join(", ")}.`);
      },
    }),
  );
  app.route("/", api);
  // Feed readers look for the feed here. The redirect target checks the key.
  app.get("/feed.atom", (c) => c.redirect("/v1/feed.atom", 308));

  const { publicUrl, version } = parts;
  const openApi = JSON.stringify(describeApi(api, { publicUrl, version }));
  const tag = `"${createHash("sha256").update(openApi).digest("base64url").slice(0, 22)}"`;
  app.get("/v1/openapi.json", (c) => {
    if (isAtClient(c, tag, "public, max-age=300")) return c.body(null, 304);
    return c.body(openApi, 200, { "Content-Type": "application/json" });
  });
  app.get("/v1", (c) =>
    c.json({
      name: "entitywire",
      version,
      links: {
        docs: `${publicUrl}/docs`,
        openapi: `${publicUrl}/v1/openapi.json`,
        entries: `${publicUrl}/v1/entries`,
        events: `${publicUrl}/v1/events`,
        feed: `${publicUrl}/feed.atom`,
        stream: `${publicUrl}/v1/events/stream`,
        status: `${publicUrl}/v1/status`,
      },
    }),
  );
  app.route("/", docsRoutes());
  if (site !== null) {
    app.route("/", site.pages);
    app.route("/", site.open);
  }
  return app;
}

/** CORS headers depend on the origin, so caches must too. */
const varyByOrigin: MiddlewareHandler = (c, next) => {
  c.header("Vary", "Origin");
  return next();
};

const wantsPage = (c: Context) =>
  accepts(c, {
    header: "Accept",
    supports: ["application/json", "text/html"],
    default: "application/json",
  }) === "text/html" && !c.req.path.startsWith("/v1/");
const isReadByPage = (c: Context) => isRead(c) && c.req.header("origin") !== undefined;
const isRead = (c: Context) => requiredScope(c.req.path) === "read";
const mayHaveBody = (c: Context) => c.req.method !== "GET" && c.req.method !== "HEAD";
const isGuarded = (c: Context) => !OPEN_PATHS.includes(c.req.path);

function onlyWhere(
  is: (c: Context) => boolean,
  handler: MiddlewareHandler<ApiEnv>,
): MiddlewareHandler<ApiEnv> {
  return (c, next) => (is(c) ? handler(c, next) : next());
}

/** Any page may read, because it needs a key. Where no key is required, only pages of this host may. */
function readCors(readsAreFree: boolean): MiddlewareHandler {
  return cors({
    origin: (origin) => {
      if (!readsAreFree) return "*";
      return isLoopbackHost(URL.parse(origin)?.hostname ?? "") ? origin : null;
    },
    allowMethods: ["GET", "HEAD"],
    allowHeaders: ["Authorization", "If-None-Match", "Last-Event-ID"],
    exposeHeaders: EXPOSED,
    maxAge: 600,
  });
}
