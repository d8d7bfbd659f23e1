/** Open matters that need a person, by kind, each with advice. */

import { html } from "hono/html";
import { findDocument } from "../../db/documents/documents.ts";
import { describeQuestion } from "../../db/list/describe-question.ts";
import type { Status } from "../../db/read-status.ts";
import type { Store } from "../../db/store/open-store.ts";
import { describeLast } from "../../model/clock/freshness.ts";
import { MISMATCH_KINDS } from "../../model/events/mismatch.ts";
import { adviceOn, ROW_ADVICE } from "../../model/reading/advice.ts";
import { type Html, type LinkTo, NOTHING, printed } from "../html.ts";

/** One kind of open matter with its items. */
export interface Matter {
  readonly title: string;
  readonly advice: Html;
  readonly items: readonly Html[];
}

/** The kinds that have items, most urgent first. */
export function openMatters(store: Store, status: Status, now: Date, to: LinkTo): Matter[] {
  return [
    staleSources(status, now),
    heldBack(status, to),
    quarantinedRows(store, status, to),
    rulesWithProblems(status, to),
    mismatches(status, to),
    questions(store, status),
    deadDeliveries(status, to),
  ].filter(({ items }) => items.length > 0);
}

function staleSources({ sources }: Status, now: Date): Matter {
  return {
    title: "Stale sources",
    advice: html`The service retries by itself. If a source stays stale, run <code>entitywire doctor</code>: it checks the network, the clock and the source.`,
    items: sources
      .filter(({ stale }) => stale)
      .map(({ source, lastSuccess, detail }) => {
        return html`<strong>${source}</strong>, last answer ${describeLast(lastSuccess, now)}: ${printed(inShort(detail))}`;
      }),
  };
}

function heldBack({ heldBack }: Status, to: LinkTo): Matter {
  const remedy = (id: string, state: string) =>
    state === "quarantined"
      ? html` If it is correct: <code>entitywire accept ${id}</code>`
      : state === "failed"
        ? html` The service reads it again by itself.`
        : html` Look at the document and report it.`;
  return {
    title: "Quarantined documents",
    advice: html`Read the document: the list contains nothing from it.`,
    items: heldBack.map(
      ({ id, state, note }) =>
        html`<span class="mark bad">${state}</span> ${bytesOf(id, to)}: ${printed(note ?? "")}.${remedy(id, state)}`,
    ),
  };
}

function quarantinedRows({ db }: Store, { quarantinedRows }: Status, to: LinkTo): Matter {
  return {
    title: "Rows that could not be read",
    advice: html`For each row: ${ROW_ADVICE}.`,
    items: quarantinedRows.map(({ documentId, list, row, reason, text }) => {
      const key = findDocument(db, documentId)?.ruleKey ?? null;
      return html`Row ${row} of ${list} in ${bytesOf(documentId, to)}${key === null ? NOTHING : html`, of ${ruleLink(key, to)}`}: ${reason}<pre class="printed">${printed(text)}</pre>`;
    }),
  };
}

function rulesWithProblems({ rulesWithProblems }: Status, to: LinkTo): Matter {
  return {
    title: "Rules with problems",
    advice: html`Read the rule: the list lacks the parts that could not be read.`,
    items: rulesWithProblems.flatMap(({ documentNumber, problems }) =>
      problems.map(
        ({ code, message }) =>
          html`${ruleLink(documentNumber, to)} <span class="mark bad">${code}</span> ${printed(message)}. <strong>What to do:</strong> ${adviceOn(code)}.`,
      ),
    ),
  };
}

function mismatches({ mismatches }: Status, to: LinkTo): Matter {
  return {
    title: "Disagreements between rules and the eCFR",
    advice: html`The rule is the law. Wait for the editors of the eCFR, or write to them. A disagreement ends by itself when both agree.`,
    items: mismatches.map(({ name, destination, entryId, op, documentNumber, citation, kind }) => {
      const called =
        entryId === null
          ? printed(name)
          : html`<a href="${to(`/entries/${entryId}`)}">${printed(name)}</a>`;
      const rule =
        documentNumber === null ? html`${citation ?? "a rule"}` : ruleLink(documentNumber, to);
      return html`${called}${destination === null ? NOTHING : html`, ${printed(destination)}`}, ${op} by ${rule}: ${MISMATCH_KINDS[kind]}`;
    }),
  };
}

function questions({ db }: Store, { questions }: Status): Matter {
  return {
    title: "Entries that may be the same",
    advice: html`Answer each question with <code>entitywire settle ID same</code> or <code>entitywire settle ID apart</code>. Until then they stay two entries.`,
    items: questions.map((question) => html`${printed(describeQuestion(db, question))}`),
  };
}

function deadDeliveries({ deliveries }: Status, to: LinkTo): Matter {
  return {
    title: "Dead deliveries",
    advice: html`List them with <code>entitywire endpoints dead ID</code> and fix the receiver. Then send them again with <code>entitywire endpoints replay ID --dead</code> or in <a href="${to("/manage")}">management</a>.`,
    items: deliveries
      .filter(({ state }) => state === "dead")
      .map(({ endpointId, events }) => html`${events} to ${endpointId}`),
  };
}

/** Shortens long query strings in a URL. */
export function inShort(detail: string): string {
  return detail.replace(/\?\S{40,}/g, "?…");
}

function bytesOf(id: string, to: LinkTo): Html {
  return html`<a href="${to(`/v1/documents/${id}/raw`)}">${id}</a>`;
}

function ruleLink(key: string, to: LinkTo): Html {
  return html`<a href="${to(`/rules/${encodeURIComponent(key)}`)}">${key}</a>`;
}
