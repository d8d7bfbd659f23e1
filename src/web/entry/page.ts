/** The page of an entry: its current text with the proof of each field, and its timeline. */

import { html } from "hono/html";
import type { Entry } from "../../model/entry.ts";
import type { HistoryVersion } from "../../model/events/event.ts";
import { OPEN_FLAGS } from "../../model/reading/advice.ts";
import { describeTerms } from "../../model/reading/describe-terms.ts";
import { countryName, FIELDS, type Field } from "../field-text.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING, plural, printed, shorten } from "../html.ts";
import { LIST_NAMES, listMark } from "../rule/marks.ts";
import { footnotesExplained } from "../terms-page.ts";
import type { EntryView, Other } from "./entry.ts";
import { fieldProofs } from "./field-proofs.ts";
import { proofOf, timelineOf } from "./timeline-page.ts";

const TITLE_LENGTH = 80;

export function entryPage(view: EntryView, to: LinkTo): PageParts {
  const { entry, listed, list } = view.history;
  return {
    title: entry.name,
    description: describe(view),
    body: html`
<p class="facts">${listMark(list)} ${listed ? NOTHING : html`<span class="mark removed">not listed</span>`} ${entry.kind === "entity" ? NOTHING : html`<span class="mark">${entry.kind}</span>`}</p>
<h1>${printed(entry.name)}</h1>
<p class="lead">${listed ? "On" : "No longer on"} the ${LIST_NAMES[list]}, under ${printed(entry.destination)}${entry.country === null ? "" : ` (${countryName(entry.country)})`}.</p>
${terms(entry)}
<h2>Fields and proof</h2>
${fields(view, to)}
${flags(entry)}
<details><summary>As printed</summary><pre class="printed">${printed(entry.raw)}</pre></details>
<h2>Timeline</h2>
${timelineOf(view, to)}
${others(view.others, to)}
<p class="quiet"><code>${view.history.entryId}</code> · <a href="${to(`/v1/entries/${view.history.entryId}`)}">as JSON</a></p>`,
  };
}

function describe({ history: { entry, listed, list }, versions }: EntryView): string {
  const name = shorten(entry.name, TITLE_LENGTH);
  const where = `${listed ? "on" : "removed from"} the ${LIST_NAMES[list]} under ${entry.destination}`;
  return `${name}: ${where}. ${[...describeTerms(entry), plural(versions.length, "version")].join(". ")}.`;
}

function terms(entry: Entry): Html {
  const lines = describeTerms(entry);
  if (lines.length === 0) return NOTHING;
  return html`<h2>License terms</h2><ul>${lines.map((line) => html`<li>${printed(line)}</li>`)}</ul>${footnotesExplained(entry)}`;
}

function fields({ history: { entry }, versions }: EntryView, to: LinkTo): Html {
  const proofs = fieldProofs(versions);
  return html`<dl class="facts-of">${FIELDS.filter((field) => field.text(entry) !== "").map(
    (field) =>
      html`<dt>${field.label}</dt><dd>${lines(field, entry)}${sinceOf(proofs.get(field.key), to)}</dd>`,
  )}</dl>`;
}

function lines(field: Field, entry: Entry): Html {
  const members = field.text(entry).split("\n");
  if (members.length === 1) return html`<p>${printed(members[0] ?? "")}</p>`;
  return html`<ul>${members.map((member) => html`<li>${printed(member)}</li>`)}</ul>`;
}

function sinceOf(version: HistoryVersion | undefined, to: LinkTo): Html {
  if (version === undefined) return NOTHING;
  const since = version.validFrom ?? `before ${version.seenOn}`;
  return html`<p class="quiet">Since ${since} (<a href="#version-${version.version}">version ${version.version}</a>), ${proofOf(version.provenance, to)}</p>`;
}

function flags({ flags }: Entry): Html {
  if (flags.length === 0) return NOTHING;
  return html`<p class="quiet">Parser notes: ${flags
    .map((flag) => (OPEN_FLAGS[flag] === undefined ? flag : `${flag} (${OPEN_FLAGS[flag]})`))
    .join(", ")}.</p>`;
}

function others(others: readonly Other[], to: LinkTo): Html {
  if (others.length === 0) return NOTHING;
  return html`<h2>Entries of the same party</h2><ul>${others.map(
    ({ entryId, list, listed, entry }) =>
      html`<li>${listMark(list)} <a href="${to(`/entries/${entryId}`)}">${printed(entry.name)}</a>, ${printed(entry.destination)}${listed ? "" : " (not listed)"}</li>`,
  )}</ul>`;
}
