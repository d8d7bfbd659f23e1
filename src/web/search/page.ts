/** The search page: a form whose fields are the URL's parameters, and the results. */

import { html } from "hono/html";
import { LISTS, POLICY_KINDS } from "../../model/entry.ts";
import { describePolicy } from "../../model/reading/describe-terms.ts";
import type { Candidate } from "../../search/find-entries.ts";
import { countryName } from "../field-text.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING, plural, printed, time } from "../html.ts";
import { LIST_NAMES, listMark } from "../rule/marks.ts";
import { termsInShort } from "../terms-page.ts";
import type { FoundPage, Hit, SearchView, Typed } from "./search.ts";

const FIELDS = { name: "", alias: "alias ", subordinate: "subordinate ", address: "at " } as const;

export function searchPage({ typed, countries, answer }: SearchView, to: LinkTo): PageParts {
  const { q } = typed;
  return {
    title: q === undefined ? "Search the lists" : `${q}: search`,
    description:
      "Search names and aliases on the Entity List, the Unverified List and the Military End-User List. Spelling variants are found too.",
    scripts: ["search.js"],
    body: html`
<h1>Search the lists</h1>
${form(typed, countries, to)}
<div id="results" aria-live="polite">${"refusal" in answer ? html`<p class="mark bad">${printed(answer.refusal)}</p>` : results(answer, typed, to)}</div>`,
  };
}

function form(typed: Typed, countries: readonly string[], to: LinkTo): Html {
  const named = countries.map((code): Option => [code, countryName(code)]);
  return html`<form class="filters" id="search" action="${to("/search")}" method="get" role="search">
<label class="wide">Name or alias<input type="search" name="q" value="${typed["q"] ?? ""}" maxlength="200" autocomplete="off" spellcheck="false"></label>
${choice(
  "list",
  "List",
  LISTS.map((list) => [list, LIST_NAMES[list]]),
  typed,
)}
${choice(
  "country",
  "Country",
  named.sort(([, a], [, b]) => a.localeCompare(b)),
  typed,
)}
${choice(
  "footnote",
  "Footnote",
  ["1", "2", "3", "4", "5"].map((number) => [number, number]),
  typed,
)}
${choice(
  "policy",
  "Review policy",
  POLICY_KINDS.map((kind) => [kind, describePolicy(kind)]),
  typed,
)}
${choice(
  "listed",
  "Status",
  [
    ["false", "removed"],
    ["any", "listed or removed"],
  ],
  typed,
  "listed",
)}
<label>As of the day<input type="date" name="asOf" value="${typed["asOf"] ?? ""}"></label>
<button>Search</button>
</form>`;
}

type Option = readonly [value: string, name: string];

function choice(
  name: string,
  label: string,
  options: readonly Option[],
  typed: Typed,
  none = "any",
): Html {
  return html`<label>${label}<select name="${name}"><option value="">${none}</option>${options.map(
    ([value, shown]) =>
      html`<option value="${value}"${typed[name] === value ? html` selected` : NOTHING}>${shown}</option>`,
  )}</select></label>`;
}

function results({ total, items, nextCursor }: FoundPage, typed: Typed, to: LinkTo): Html {
  const { asOf } = typed;
  return html`<p class="lead">${plural(total, "entry", "entries")}${asOf === undefined ? "" : html`, as law on ${time(asOf)}`}</p>
<ul class="plain results">${items.map((item) => result(item, to))}</ul>
${nextCursor === null ? NOTHING : html`<p><a class="more" rel="next" href="${to("/search")}?${new URLSearchParams({ ...typed, cursor: nextCursor })}">More</a></p>`}`;
}

/** The similarity of a name match; empty for an exact match or an address. */
function alike(hit: Hit): string {
  if (hit.field === "address" || hit.score === 1) return "";
  return ` ${Math.floor(100 * hit.score)} % alike`;
}

function result({ found: { entryId, entry, listed }, match }: Candidate<Hit>, to: LinkTo): Html {
  const { list, destination, name } = entry;
  const by =
    match === null || (match.name === name && alike(match) === "")
      ? NOTHING
      : html`<p class="facts">${FIELDS[match.field]}<mark>${printed(match.name)}</mark>${alike(match)}</p>`;
  return html`<li><p><a href="${to(`/entries/${entryId}`)}">${printed(name)}</a> ${listMark(list)} <span class="quiet">${printed(destination)}</span>${listed ? NOTHING : html` <span class="mark removed">not listed</span>`}</p>${by}${termsInShort(entry)}</li>`;
}
