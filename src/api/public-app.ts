/** What every request to the API passes: limits, who asks, how often; and the pages that are nobody's secret. */

import { createHash } from "node:crypto";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { cors } from "hono/cors";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { answerFault } from "./answer-fault.ts";
import { type AuthenticateOptions, authenticate, wantedScope } from "./authenticate.ts";
import { isAtClient } from "./conditional.ts";
import { docsRoutes } from "./docs/docs-routes.ts";
import { describeApi } from "./openapi.ts";
import { problem } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";
import { isLoopbackHost } from "./remote-address.ts";
import { limitBody, limitUrl } from "./request-limits.ts";
import { type ApiParts, createApi } from "./v1/app.ts";
import { type ApiEnv, createRouter } from "./v1/router.ts";

/** Pages for a person, made by who stands above the API. */
export interface Site {
  /** Read with the keys that the API is read with. */
  readonly pages: Hono<ApiEnv>;
  /** Nobody's secret, or guarded by themselves. */
  readonly open: Hono;
  /** For a browser that asks for what there is not. */
  readonly missing: (c: Context) => Response | Promise<Response>;
}

export interface PublicAppOptions extends AuthenticateOptions {
  readonly parts: ApiParts;
  readonly site: Site | null;
  /** Of requests, by caller. */
  readonly requests: RateLimit;
  /** Hears what a request failed with that was not its own fault. */
  readonly onFault: (error: unknown) => void;
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
/** Nobody's secret: what the API is. */
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
    return problem(c, 404, "Nothing is here", "The API is described at /docs.");
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
  app.use("/v1/*", onlyWhere(isRead, tellCaches));
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
        return problem(c, 405, "Not a method of this", `${methods.join(", ")} are.`);
      },
    }),
  );
  app.route("/", api);
  // Where feed readers look for it; whoever may not send a key there may not read it.
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

/** What a page is answered bears its origin. */
const tellCaches: MiddlewareHandler = (c, next) => {
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
const isRead = (c: Context) => wantedScope(c.req.path) === "read";
const mayHaveBody = (c: Context) => c.req.method !== "GET" && c.req.method !== "HEAD";
const isGuarded = (c: Context) => !OPEN_PATHS.includes(c.req.path);

function onlyWhere(
  is: (c: Context) => boolean,
  handler: MiddlewareHandler<ApiEnv>,
): MiddlewareHandler<ApiEnv> {
  return (c, next) => (is(c) ? handler(c, next) : next());
}

/** Any page may read, because it needs a key of its own to; where none is asked for, only a page of this host. */
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
