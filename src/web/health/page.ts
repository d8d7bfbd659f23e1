/** The health page: freshness of the sources, open matters, the store and the queues. */

import { html } from "hono/html";
import type { QueueDepths } from "../../api/metrics.ts";
import type { Status } from "../../db/read-status.ts";
import type { PageParts } from "../frame.ts";
import { type Html, NOTHING, plural, printed, time } from "../html.ts";
import { LIST_NAMES } from "../rule/marks.ts";
import { inShort, type Matter } from "./health.ts";

/** Items shown of each kind. */
const SHOWN = 25;

export function healthPage(
  status: Status,
  matters: readonly Matter[],
  depths: QueueDepths | null,
): PageParts {
  const summary = sentence(matters);
  return {
    title: "Health",
    description: summary,
    body: html`
<h1>Health</h1>
<p class="lead"><strong>${summary}</strong></p>
${matters.map(matterOf)}
<h2>Sources</h2>
${sources(status)}
<h2>The store</h2>
${store(status)}
<h2>Queues</h2>
${queues(depths)}
<h2>Notices</h2>
${notices(status)}`,
  };
}

function sentence(matters: readonly Matter[]): string {
  if (matters.length === 0) return "All sources are fresh, and nothing needs attention.";
  const counts = matters.map(
    ({ title, items }) => `${title[0]?.toLowerCase()}${title.slice(1)} (${items.length})`,
  );
  return `Needs attention: ${counts.join(", ")}.`;
}

function matterOf({ title, advice, items }: Matter): Html {
  return html`<section><h2>${title} <span class="quiet">(${items.length})</span></h2>
<p>${advice}</p>
<ul>${items.slice(0, SHOWN).map((item) => html`<li>${item}</li>`)}</ul>
${items.length > SHOWN ? html`<p>And ${items.length - SHOWN} more: <code>entitywire status</code> shows all.</p>` : NOTHING}</section>`;
}

function sources({ sources }: Status): Html {
  const at = (instant: string | null) => (instant === null ? html`never` : time(instant));
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Sources"><table>
<thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Data as of</th><th scope="col">Last success</th><th scope="col">Last request</th><th scope="col">Next due</th><th scope="col">Result</th></tr></thead>
<tbody>${sources.map(
    ({ source, stale, dataAsOf, lastSuccess, lastTry, nextDue, detail }) =>
      html`<tr><th scope="row">${source}</th><td>${stale ? html`<span class="mark bad">stale</span>` : html`<span class="mark good">fresh</span>`}</td><td>${dataAsOf === null ? "–" : printed(dataAsOf)}</td><td>${at(lastSuccess)}</td><td>${at(lastTry)}</td><td>${at(nextDue)}</td><td class="long">${printed(inShort(detail))}</td></tr>`,
  )}</tbody></table></div>`;
}

function store(status: Status): Html {
  const { writer, lists, lastSequence, documents, displayed, historyOwed, deliveries } = status;
  const pending = deliveries.filter(({ state }) => state === "pending");
  const counted = (counts: readonly string[]) => counts.join(", ") || "none";
  return html`<dl class="facts-of">
<dt>Written by</dt><dd>${writer === null ? "no process" : printed(writer)}</dd>
<dt>Listed</dt><dd>${counted(lists.map(({ list, entries, snapshot }) => `${LIST_NAMES[list]} ${entries} (eCFR of ${snapshot ?? "unknown date"})`))}</dd>
<dt>Log</dt><dd>${plural(lastSequence, "event")}</dd>
<dt>Documents</dt><dd>${counted(documents.map((one) => `${one.documents} ${one.state}`))}</dd>
<dt>On display</dt><dd>${counted(displayed.map(({ documentNumber, publicationDate }) => `${documentNumber}, to be published ${publicationDate ?? "on an unknown day"}`))}</dd>
<dt>History pending for</dt><dd>${plural(historyOwed, "document")}</dd>
<dt>Pending deliveries</dt><dd>${counted(pending.map(({ events, endpointId }) => `${events} to ${endpointId}`))}</dd>
</dl>`;
}

function queues(depths: QueueDepths | null): Html {
  if (depths === null) {
    return html`<p><span class="mark bad">unknown</span> Redis cannot be reached. No new data is processed until it can. Run <code>entitywire doctor</code> to see why.</p>`;
  }
  const rows = Object.entries(depths);
  if (rows.length === 0) return html`<p>None.</p>`;
  return html`<ul>${rows.map(
    ([queue, states]) =>
      html`<li><strong>${queue}</strong>: ${Object.entries(states).map(([state, count], at) => `${at === 0 ? "" : ", "}${count} ${state}`)}</li>`,
  )}</ul>`;
}

function notices({ notices }: Status): Html {
  if (notices.length === 0) return html`<p>None.</p>`;
  return html`<ul>${notices.map(
    ({ time: at, type, subject, message }) =>
      html`<li>${time(at)} <span class="mark">${type}</span> ${printed(subject)}: ${printed(message)}</li>`,
  )}</ul>`;
}
