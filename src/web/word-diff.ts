/** What became of a text, word by word: what went is struck, what came is marked. */

import { diffWordsWithSpace } from "diff";
import { html } from "hono/html";
import { type Html, printed } from "./html.ts";

/** Of words gone and come: beyond, two texts have little in common, and stand side by side whole. */
const MOST_EDITS = 600;

export function wordDiff(before: string, after: string): Html {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return html`${gone(before)} ${come(after)}`;
  return html`${parts.map(({ value, added, removed }) =>
    added ? come(value) : removed ? gone(value) : html`<span>${value}</span>`,
  )}`;
}

function gone(text: string): Html {
  return html`<del>${printed(text)}</del>`;
}

function come(text: string): Html {
  return html`<ins>${printed(text)}</ins>`;
}
