/** All versions of an entry, newest first, each with its changes to the version before. */

import { html } from "hono/html";
import type { Ending } from "../../db/list/endings.ts";
import type { Entry } from "../../model/entry.ts";
import type { EventJustification, HistoryVersion, Provenance } from "../../model/events/event.ts";
import { ruleKey } from "../../model/identity.ts";
import { FIELDS } from "../field-text.ts";
import { type Html, type LinkTo, NOTHING, plural, printed, time } from "../html.ts";
import { wordDiff } from "../word-diff.ts";
import type { EntryView } from "./entry.ts";

type Past = Pick<EntryView, "versions" | "endings" | "rules">;

/** The id of a snapshot contains its date. */
const SNAPSHOT = /^snapshot-(\d{4}-\d\d-\d\d)-/;

export function timelineOf({ versions, endings, rules }: Past, to: LinkTo): Html {
  if (versions.length === 0) {
    return html`<p>This entry has no version in force: every event about it was withdrawn.</p>`;
  }
  const items = versions.flatMap((version, at) => {
    const ending = endings.find(({ day }) => day === version.validTo);
    const item = versionItem(version, versions[at - 1]?.entry ?? null, rules, to);
    return ending === undefined ? [item] : [item, endingItem(ending, rules, to)];
  });
  return html`<ol class="timeline" reversed>${items.toReversed()}</ol>`;
}

/** Links to the proof: the document, and the row of its table. */
export function proofOf(
  { documentId, row }: Pick<Provenance, "documentId" | "row">,
  to: LinkTo,
): Html {
  const where = row === null ? "" : `row ${row} of `;
  const shown = SNAPSHOT.exec(documentId)?.[1];
  const named = shown === undefined ? "the stored document" : `the eCFR of ${shown}`;
  return html`proof: <a href="${to(`/v1/documents/${documentId}/raw`)}" title="${documentId}">${where}${named}</a>`;
}

function versionItem(
  version: HistoryVersion,
  before: Entry | null,
  rules: Past["rules"],
  to: LinkTo,
): Html {
  const { op, class: ofClass, stage, validFrom, validTo, seenOn, provenance, rule } = version;
  const from = validFrom === null ? html`before ${time(seenOn)}` : time(validFrom);
  const done = rule === null && op === "added" ? "found listed" : op;
  return html`<li id="version-${version.version}"><h3>${from} to ${validTo === null ? "now" : time(validTo)} <span class="quiet">version ${version.version}</span></h3>
<p><span class="mark ${op}">${done}</span> ${op === "modified" ? html`<span class="mark">${ofClass}</span>` : NOTHING} ${rule === null ? NOTHING : html`by ${ruleLink(rule, rules, to)}${rule.inferred ? " (inferred from its newest citation)" : ""}`} <span class="quiet">${stage}; ${proofOf(provenance, to)}</span></p>
${before === null ? NOTHING : changed(before, version.entry)}${reasons(version.justifications ?? [])}</li>`;
}

function changed(before: Entry, after: Entry): Html {
  const differing = FIELDS.filter(({ text }) => text(before) !== text(after));
  if (differing.length === 0) return html`<p class="quiet">No change of text.</p>`;
  return html`<dl class="facts-of">${differing.map(
    ({ label, text }) =>
      html`<dt>${label}</dt><dd class="diff">${wordDiff(text(before), text(after))}</dd>`,
  )}</dl>`;
}

function endingItem(
  { day, documentNumber, publicationDate, documentId, justifications }: Ending,
  rules: Past["rules"],
  to: LinkTo,
): Html {
  return html`<li><h3>${time(day)}</h3>
<p><span class="mark removed">removed</span> ${
    documentNumber === null
      ? "the eCFR no longer shows it, and no known rule removes it"
      : html`by ${ruleLink({ documentNumber, publicationDate }, rules, to)}`
  } ${documentId === null ? NOTHING : html`<span class="quiet">${proofOf({ documentId, row: null }, to)}</span>`}</p>${reasons(justifications)}</li>`;
}

interface Cited {
  readonly documentNumber: string | null;
  readonly publicationDate: string | null;
  readonly citation?: string | null;
}

function ruleLink(
  { documentNumber, publicationDate, citation }: Cited,
  rules: Past["rules"],
  to: LinkTo,
): Html {
  const label = [documentNumber, citation, publicationDate].filter(Boolean).join(", ");
  if (documentNumber === null) return html`${label}`;
  const key = ruleKey({ documentNumber, publicationDate });
  return rules.has(key)
    ? html`<a href="${to(`/rules/${encodeURIComponent(key)}`)}">${label}</a>`
    : html`${label}`;
}

function reasons(justifications: readonly EventJustification[]): Html {
  if (justifications.length === 0) return NOTHING;
  return html`<details open><summary>${plural(justifications.length, "reason")}</summary>${justifications.map(
    ({ text }) => html`<blockquote><p>${printed(text)}</p></blockquote>`,
  )}</details>`;
}
