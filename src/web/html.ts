/** Markup: tagged templates that escape whatever is put into them (https://hono.dev/docs/helpers/html). */

import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** Nothing at all. */
export const NOTHING: Html = html``;

/** A path of this site as seen from the page that links to it: the site may stand below a path of somebody else's. */
export type LinkTo = (path: string) => string;

/** `path` is that of the page, such as `/rules/2025-05426`. */
export function linksFrom(path: string): LinkTo {
  const up = "../".repeat(path.split("/").length - 2) || "./";
  return (target) => up + target.replace(/^\//, "");
}

/** What a document prints. Whichever way its letters run, nothing around it turns. */
export function printed(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A day, or an instant, which is shown to the minute (UTC). */
export function time(text: string): Html {
  const shown =
    text.length > "2025-03-28".length ? `${text.slice(0, 16).replace("T", " ")} UTC` : text;
  return html`<time datetime="${text}">${shown}</time>`;
}

/** For a title or a preview: letters are not cut in two. */
export function shorten(text: string, most: number): string {
  const letters = [...new Intl.Segmenter("en").segment(text.slice(0, 4 * most))];
  if (letters.length <= most && text.length <= 4 * most) return text;
  return `${letters
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join("")}…`;
}
