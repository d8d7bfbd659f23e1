/** The frame of every page: head, navigation, freshness warning and footer. */

import type { Context } from "hono";
import { html } from "hono/html";
import { ASK_EACH_TIME } from "../api/etag.ts";
import { type Html, type LinkTo, linksFrom, NOTHING, shorten, time } from "./html.ts";
import type { StaleSource } from "./stale-sources.ts";

export interface PageParts {
  /** Without the name of the site. */
  readonly title: string;
  /** One or two sentences for a link preview. */
  readonly description: string;
  readonly body: Html;
  /** Scripts of `assets/`, in order. Every page can be read without them. */
  readonly scripts?: readonly string[];
}

export interface FrameOptions {
  readonly publicUrl: string;
  readonly version: string;
  /** The stale sources: pages warn that their content may be outdated (Silence is a statement). */
  readonly stale: () => readonly StaleSource[];
}

export type ShowPage = (
  c: Context,
  parts: PageParts,
  status?: 200 | 400 | 404 | 409 | 422,
) => Response | Promise<Response>;

/** Allows scripts, styles and requests of this server only, and no inline ones. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const SECTIONS = [
  ["/", "Latest"],
  ["/search", "Search"],
  ["/trends", "Trends"],
  ["/health", "Health"],
] as const;
const TITLE_LENGTH = 90;

export function createFrame(options: FrameOptions): ShowPage {
  return (c, parts, status = 200) => {
    c.header("Content-Security-Policy", POLICY);
    c.header("Referrer-Policy", "same-origin");
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", ASK_EACH_TIME);
    return c.html(frame(c.req.path, parts, options), status);
  };
}

function frame(
  path: string,
  { title, description, body, scripts = [] }: PageParts,
  options: FrameOptions,
): Html {
  const to = linksFrom(path);
  const { publicUrl, version } = options;
  const short = shorten(title, TITLE_LENGTH);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${short} · entitywire</title>
<meta name="description" content="${description}">
<meta property="og:site_name" content="entitywire">
<meta property="og:type" content="article">
<meta property="og:title" content="${short}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${publicUrl}${path}">
<meta name="twitter:card" content="summary">
<link rel="icon" type="image/svg+xml" href="${to("/assets/icon.svg")}">
<link rel="stylesheet" href="${to("/assets/site.css")}">
<link rel="alternate" type="application/atom+xml" title="Rules of the BIS lists" href="${to("/feed.atom")}">
${scripts.map((name) => html`<script type="module" src="${to(`/assets/${name}`)}"></script>`)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<a class="name" href="${to("/")}">entitywire</a>
<nav aria-label="Site"><ul>${SECTIONS.map(([section, name]) => navItem(section, name, path, to))}</ul></nav>
</header>
${warnOf(options.stale(), to)}
<main id="main" tabindex="-1">
${body}
</main>
<footer class="site">
<p>Not legal advice: the Federal Register and the eCFR are the law. entitywire ${version} · <a href="${to("/docs")}">API</a> · <a href="${to("/feed.atom")}">Atom feed</a> · <a href="${to("/manage")}">Management</a></p>
</footer>
</body>
</html>`;
}

function navItem(section: string, name: string, path: string, to: LinkTo): Html {
  // Only the section's own page is current, not the pages below it.
  const current = path === section ? html` aria-current="page"` : NOTHING;
  return html`<li><a href="${to(section)}"${current}>${name}</a></li>`;
}

function warnOf(stale: readonly StaleSource[], to: LinkTo): Html {
  if (stale.length === 0) return NOTHING;
  return html`<aside class="warning" aria-label="Freshness"><p><strong>This page may be outdated.</strong> ${stale.map(
    ({ source, lastSuccess }, at) =>
      html`${at === 0 ? "" : "; "}${source} ${lastSuccess === null ? "has never answered" : html`last answered ${time(lastSuccess)}`}`,
  )}. <a href="${to("/health")}">See Health for what to do.</a></p></aside>`;
}
