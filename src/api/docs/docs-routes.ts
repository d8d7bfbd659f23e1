/** `GET /docs`: the interactive API documentation. It loads nothing from other servers. */

import { readFileSync } from "node:fs";
import { Hono } from "hono";

/** Allows scripts, styles and requests of this server only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FILES = [
  { path: "/docs", file: "docs.html", type: "text/html; charset=utf-8" },
  { path: "/docs/docs.js", file: "docs.js", type: "text/javascript; charset=utf-8" },
  { path: "/docs/docs.css", file: "docs.css", type: "text/css; charset=utf-8" },
] as const;

export function docsRoutes(): Hono {
  const app = new Hono();
  for (const { path, file, type } of FILES) {
    const text = readFileSync(new URL(file, import.meta.url), "utf8");
    app.get(path, (c) =>
      c.body(text, 200, {
        "Content-Type": type,
        "Content-Security-Policy": POLICY,
        "Cache-Control": "public, max-age=300",
      }),
    );
  }
  return app;
}
