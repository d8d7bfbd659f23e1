/** HTML with tagged templates, which escape every value (https://hono.dev/docs/helpers/html). */

import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** An empty fragment. */
export const NOTHING: Html = html``;

/** Makes a path of this site relative to the linking page, because the site may be mounted below another path. */
export type LinkTo = (path: string) => string;

/** `path` is the path of the page, such as `/rules/2025-05426`. */
export function linksFrom(path: string): LinkTo {
  const up = "../".repeat(path.split("/").length - 2) || "./";
  return (target) => up + target.replace(/^\//, "");
}

/** Text from a document, isolated so that right-to-left text does not affect its surroundings. */
export function printed(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A day, or an instant to the minute (UTC). */
export function time(text: string): Html {
  const shown =
    text.length > "2025-03-28".length ? `${text.slice(0, 16).replace("T", " ")} UTC` : text;
  return html`<time datetime="${text}">${shown}</time>`;
}

/** Shortens a title or preview without splitting a grapheme. */
export function shorten(text: string, most: number): string {
  const letters = [...new Intl.Segmenter("en").segment(text.slice(0, 4 * most))];
  if (letters.length <= most && text.length <= 4 * most) return text;
  return `${letters
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join("")}…`;
}
