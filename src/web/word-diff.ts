/** A word diff as HTML: removed words in `del`, added words in `ins`. */

import { diffArrays, diffWordsWithSpace } from "diff";
import { html } from "hono/html";
import { type Html, printed } from "./html.ts";

/** Above this number of edits the texts have little in common and are shown whole, one after the other. */
const MOST_EDITS = 600;

/** Compares lines first, because a line is a list member, then words within replaced lines. */
export function wordDiff(before: string, after: string): Html {
  const blocks = diffArrays(linesOf(before), linesOf(after));
  const lines = blocks.flatMap(({ value, added, removed }, at): Html[] => {
    if (removed) {
      const next = blocks[at + 1];
      const became = next?.added && next.value.length === value.length ? next.value : null;
      return value.map((line, nth) =>
        became === null ? removedText(line) : inLine(line, became[nth] ?? ""),
      );
    }
    if (!added) return value.map((line) => html`<span>${printed(line)}</span>`);
    const former = blocks[at - 1];
    return former?.removed && former.value.length === value.length ? [] : value.map(addedText);
  });
  return html`${lines.map((line, at) => html`${at === 0 ? "" : "\n"}${line}`)}`;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function inLine(before: string, after: string): Html {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return html`${removedText(before)} ${addedText(after)}`;
  return html`${parts.map(({ value, added, removed }) =>
    added ? addedText(value) : removed ? removedText(value) : html`<span>${value}</span>`,
  )}`;
}

function removedText(text: string): Html {
  return html`<del>${printed(text)}</del>`;
}

function addedText(text: string): Html {
  return html`<ins>${printed(text)}</ins>`;
}
