/** `/assets/…`: styles, scripts and the charting library. Pages load nothing from other servers. */

import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { isAtClient } from "../api/conditional.ts";

const OWN = (name: string) => new URL(`assets/${name}`, import.meta.url);
const TYPES = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" } as const;
const FILES: Readonly<Record<string, () => URL>> = {
  "site.css": () => OWN("site.css"),
  "search.js": () => OWN("search.js"),
  "trends.js": () => OWN("trends.js"),
  "icon.svg": () => OWN("icon.svg"),
  "chart.js": () => new URL("chart.umd.min.js", import.meta.resolve("chart.js")),
};

export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [name, find] of Object.entries(FILES)) {
    const text = readFileSync(find(), "utf8");
    const tag = `"${hash("sha256", text, "base64url").slice(0, 22)}"`;
    const type = TYPES[name.split(".").at(-1) as keyof typeof TYPES];
    app.get(`/assets/${name}`, (c) => {
      if (isAtClient(c, tag, "public, max-age=300")) return c.body(null, 304);
      return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
    });
  }
  return app;
}
