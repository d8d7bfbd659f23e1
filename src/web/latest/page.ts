/** The first page: the newest rules with their counts. */

import { html } from "hono/html";
import type { RulePlace } from "../../db/documents/rule-pages.ts";
import type { ListCode } from "../../model/entry.ts";
import type { DestinationTally, RuleEventData } from "../../model/events/event.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING, plural, printed, time } from "../html.ts";
import {
  claimedWords,
  claimsMark,
  effectiveOf,
  LIST_NAMES,
  listMarks,
  problemsMark,
  stageMark,
} from "../rule/marks.ts";
import type { Batch, Batches } from "./latest.ts";

const OPS = ["added", "revised", "removed"] as const;

export interface LatestView extends Batches {
  /** Counts of each list now. */
  readonly listed: readonly {
    readonly list: ListCode;
    readonly entries: number;
    readonly snapshot: string | null;
  }[];
  readonly isFirst: boolean;
}

export function latestPage({ batches, next, listed, isFirst }: LatestView, to: LinkTo): PageParts {
  return {
    title: "Latest rules",
    description:
      "The entries that the U.S. Bureau of Industry and Security added to its lists, changed or removed, rule by rule, with proof.",
    body: html`
<h1>Latest rules</h1>
${isFirst ? standing(listed) : NOTHING}
${
  batches.length === 0
    ? html`<p>No rule has been read yet. <a href="${to("/health")}">Health</a> shows the state of the sources.</p>`
    : html`<div class="batches">${batches.map((batch) => article(batch, to))}</div>`
}
${next === null ? NOTHING : html`<p><a class="more" rel="next" href="${to("/")}?${afterQuery(next)}">Older rules</a></p>`}`,
  };
}

function standing(listed: LatestView["listed"]): Html {
  if (listed.length === 0) return NOTHING;
  return html`<p class="lead">Listed now: ${listed.map(
    ({ list, entries, snapshot }, at) =>
      html`${at === 0 ? "" : ", "}<strong>${entries}</strong> on the ${LIST_NAMES[list]}${snapshot === null ? "" : html` (eCFR of ${time(snapshot)})`}`,
  )}.</p>`;
}

function article({ rule, lists, newest }: Batch, to: LinkTo): Html {
  const { ruleKey, title, documentNumber, publicationDate, citation, stage, claimsAgree } = rule;
  return html`<article>
<h2><a href="${to(`/rules/${encodeURIComponent(ruleKey)}`)}">${printed(title)}</a></h2>
<p class="facts">${stageMark(stage)} ${listMarks(lists)} ${claimsMark(claimsAgree)} ${problemsMark(rule)}</p>
<p class="facts">${publicationDate === null ? "publication date unknown" : time(publicationDate)} · ${effectiveOf(rule)} · ${documentNumber}${citation === null ? "" : ` · ${citation}`}</p>
${newest === null ? NOTHING : tallies(newest, documentNumber)}
</article>`;
}

function tallies({ read, claims, parties }: RuleEventData, number: string): Html {
  const shown = OPS.filter((op) => total(read, op) > 0 || (claims?.[op] ?? null) !== null);
  if (shown.length === 0) return html`<p>This rule changes no entry.</p>`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Counts of ${number}"><table class="counts">
<caption>${plural(parties, "party", "parties")} affected</caption>
<thead><tr><td></td>${read.map(({ destination }) => html`<th scope="col">${printed(destination)}</th>`)}<th scope="col">Read</th><th scope="col">Claimed</th></tr></thead>
<tbody>${shown.map(
    (op) =>
      html`<tr><th scope="row">${op}</th>${read.map((tally) => html`<td>${tally[op] || ""}</td>`)}<td><strong>${total(read, op)}</strong></td><td>${claimedWords(claims, op)}</td></tr>`,
  )}</tbody></table></div>`;
}

function total(read: readonly DestinationTally[], op: (typeof OPS)[number]): number {
  return read.reduce((sum, tally) => sum + tally[op], 0);
}

function afterQuery({ day, key }: RulePlace): URLSearchParams {
  return new URLSearchParams({ day, key });
}
