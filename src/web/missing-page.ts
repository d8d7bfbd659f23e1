/** What does not exist, said on a page. */

import { html } from "hono/html";
import type { PageParts } from "./frame.ts";
import { printed } from "./html.ts";

export function missingPage(said: string): PageParts {
  const title = "Nothing is here";
  return { title, description: title, body: html`<h1>${title}</h1><p>${printed(said)}</p>` };
}
