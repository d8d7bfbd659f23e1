/** The "not found" page. */

import { html } from "hono/html";
import type { PageParts } from "./frame.ts";
import { printed } from "./html.ts";

export function missingPage(message: string): PageParts {
  const title = "Not found";
  return { title, description: title, body: html`<h1>${title}</h1><p>${printed(message)}</p>` };
}
