/** The management pages for endpoints and keys. Every action is a form. */

import { html } from "hono/html";
import type { newestDeliveries } from "../../db/subscribers/deliveries.ts";
import type { Endpoint } from "../../db/subscribers/endpoints.ts";
import type { ApiKey } from "../../db/subscribers/keys.ts";
import type { Tally } from "../../db/subscribers/tallies.ts";
import { API_SCOPES } from "../../model/api-scope.ts";
import { PUSHED_TYPES } from "../../model/events/news.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING, printed, time } from "../html.ts";

export interface ManageView {
  readonly endpoints: readonly Tallied[];
  readonly keys: readonly ApiKey[];
  /** The result of a form, or why it was refused. */
  readonly message: string | null;
}

interface Tallied {
  readonly endpoint: Endpoint;
  readonly tally: Tally;
}

const DESCRIPTION = "Webhook endpoints and API keys.";

export function lockedPage(): PageParts {
  const title = "Management is disabled";
  return {
    ...{ title, description: DESCRIPTION },
    body: html`<h1>${title}</h1><p>Set <code>ENTITYWIRE_ADMIN_KEY</code> to at least 16 characters and restart the service. This page then asks for it as a password. The commands <code>entitywire endpoints</code> and <code>entitywire keys</code> offer the same without it.</p>`,
  };
}

export function secretPage(title: string, secret: string, to: LinkTo): PageParts {
  return {
    ...{ title, description: DESCRIPTION },
    body: html`<h1>${title}</h1><p>Store it now: it is not shown again.</p><pre class="printed">${secret}</pre><p><a href="${to("/manage")}">Back to management</a></p>`,
  };
}

export function managePage({ endpoints, keys, message }: ManageView, to: LinkTo): PageParts {
  return {
    ...{ title: "Management", description: DESCRIPTION },
    body: html`<h1>Management</h1>
${message === null ? NOTHING : html`<p role="alert"><strong>${printed(message)}</strong></p>`}
<h2>Endpoints</h2>
${endpoints.length === 0 ? html`<p>None.</p>` : endpointTable(endpoints, to)}
<h3>New endpoint</h3>
<form method="post" action="${to("/manage/endpoints")}" class="filters">
<label class="wide">URL (https)<input type="url" name="url" required maxlength="2000"></label>
<label class="wide">Description<input name="description" maxlength="500"></label>
<fieldset><legend>Event types (none selected: the news)</legend>${PUSHED_TYPES.map((type) => html`<label class="tick"><input type="checkbox" name="types" value="${type}">${type}</label>`)}</fieldset>
<button>Create</button></form>
<h2>Keys</h2>
${keys.length === 0 ? html`<p>None.</p>` : keyTable(keys, to)}
<h3>New key</h3>
<form method="post" action="${to("/manage/keys")}" class="filters">
<label>Owner<input name="name" required maxlength="100"></label>
<label>Scope<select name="scope">${API_SCOPES.map((scope) => html`<option>${scope}</option>`)}</select></label>
<button>Create</button></form>`,
  };
}

export interface EndpointView extends Tallied {
  readonly deliveries: ReturnType<typeof newestDeliveries>;
}

export function endpointPage({ endpoint, tally, deliveries }: EndpointView, to: LinkTo): PageParts {
  const { id, url, description, filter, state, stateReason, failingSince } = endpoint;
  const act = (action: string, name: string, inside: Html = NOTHING) =>
    html`<form method="post" action="${to(`/manage/endpoints/${id}/${action}`)}" class="filters">${inside}<button>${name}</button></form>`;
  return {
    ...{ title: `Endpoint ${id}`, description: DESCRIPTION },
    body: html`<h1>Endpoint ${id}</h1>
<dl class="facts-of"><dt>URL</dt><dd>${printed(url)}</dd><dt>Description</dt><dd>${printed(description)}</dd>
<dt>State</dt><dd>${stateMark(state)} ${printed(stateReason ?? "")}${failingSince === null ? NOTHING : html`, failing since ${time(failingSince)}`}</dd>
<dt>Filter</dt><dd>${describeFilter(filter)}</dd>
<dt>Deliveries</dt><dd>${tally.pending} pending, ${tally.delivered} delivered, ${tally.dead} dead</dd></dl>
<h2>Actions</h2>
${state === "active" ? act("pause", "Pause") : state === "paused" ? act("resume", "Resume") : act("enable", "Enable")}
${act("test", "Send a test")}
${tally.dead > 0 ? act("replay", "Send dead deliveries again") : NOTHING}
${act("rotate", "Create a new secret")}
${act("remove", "Remove", html`<label class="tick"><input type="checkbox" name="sure" value="yes" required>I am sure: its pending deliveries are deleted</label>`)}
<h2>Last deliveries</h2>
${deliveries.length === 0 ? html`<p>None.</p>` : deliveryTable(deliveries)}
<p><a href="${to("/manage")}">Back to management</a></p>`,
  };
}

/** The filter of an endpoint, field by field. */
function describeFilter(filter: Endpoint["filter"]): string {
  const fields = Object.entries(filter ?? {}).map(
    ([field, value]) => `${field}: ${[value].flat().join(", ")}`,
  );
  return fields.join("; ") || "the news";
}

function stateMark(state: Endpoint["state"]): Html {
  return html`<span class="mark ${state === "active" ? "good" : "warn"}">${state}</span>`;
}

function endpointTable(endpoints: readonly Tallied[], to: LinkTo): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Endpoints"><table>
<thead><tr><th scope="col">Endpoint</th><th scope="col">State</th><th scope="col">URL</th><th scope="col">Pending</th><th scope="col">Dead</th></tr></thead>
<tbody>${endpoints.map(
    ({ endpoint: { id, url, state, stateReason }, tally }) =>
      html`<tr><th scope="row"><a href="${to(`/manage/endpoints/${id}`)}">${id}</a></th><td>${stateMark(state)} ${printed(stateReason ?? "")}</td><td class="long">${printed(url)}</td><td>${tally.pending}</td><td>${tally.dead}</td></tr>`,
  )}</tbody></table></div>`;
}

function keyTable(keys: readonly ApiKey[], to: LinkTo): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Keys"><table>
<thead><tr><th scope="col">Key</th><th scope="col">Owner</th><th scope="col">Scope</th><th scope="col">Created</th><th scope="col">Revoked</th></tr></thead>
<tbody>${keys.map(
    ({ id, name, scopes, createdAt, revokedAt }) =>
      html`<tr><th scope="row">${id}</th><td>${printed(name)}</td><td>${scopes.join(", ")}</td><td>${time(createdAt)}</td><td>${revokedAt === null ? html`<form method="post" action="${to(`/manage/keys/${id}/revoke`)}"><button aria-label="Revoke ${id}">Revoke</button></form>` : time(revokedAt)}</td></tr>`,
  )}</tbody></table></div>`;
}

function deliveryTable(deliveries: EndpointView["deliveries"]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Last deliveries"><table>
<thead><tr><th scope="col">Event</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Last answer</th></tr></thead>
<tbody>${deliveries.map(
    ({ sequence, state, attempts, attemptsBefore, lastStatus, lastError }) =>
      html`<tr><th scope="row">${sequence}</th><td>${state}</td><td>${attempts - attemptsBefore}</td><td class="long">${lastStatus ?? ""} ${printed(lastError ?? "")}</td></tr>`,
  )}</tbody></table></div>`;
}
