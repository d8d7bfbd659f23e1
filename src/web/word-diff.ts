/** What became of a text, word by word: what went is struck, what came is marked. */

import { diffArrays, diffWordsWithSpace } from "diff";
import { html } from "hono/html";
import { type Html, printed } from "./html.ts";

/** Of words gone and come: beyond, two texts have little in common, and stand side by side whole. */
const MOST_EDITS = 600;

/** Line by line first, because a line is a member of a list; then by word in a line that became another. */
export function wordDiff(before: string, after: string): Html {
  const blocks = diffArrays(linesOf(before), linesOf(after));
  const lines = blocks.flatMap(({ value, added, removed }, at): Html[] => {
    if (removed) {
      const next = blocks[at + 1];
      const became = next?.added && next.value.length === value.length ? next.value : null;
      return value.map((line, nth) =>
        became === null ? gone(line) : inLine(line, became[nth] ?? ""),
      );
    }
    if (!added) return value.map((line) => html`<span>${printed(line)}</span>`);
    const former = blocks[at - 1];
    return former?.removed && former.value.length === value.length ? [] : value.map(come);
  });
  return html`${lines.map((line, at) => html`${at === 0 ? "" : "\n"}${line}`)}`;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function inLine(before: string, after: string): Html {
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
