/** What waits for a person, kind by kind, each with what to do about it. */

import { html } from "hono/html";
import { findDocument } from "../../db/documents/documents.ts";
import { describeQuestion } from "../../db/list/describe-question.ts";
import type { Status } from "../../db/read-status.ts";
import type { Store } from "../../db/store/open-store.ts";
import { describeLast } from "../../model/clock/freshness.ts";
import { MISMATCH_KINDS } from "../../model/events/mismatch.ts";
import { adviceOn, ROW_ADVICE } from "../../model/reading/advice.ts";
import { type Html, type LinkTo, NOTHING, printed } from "../html.ts";

/** Something of which there may be many. */
export interface Matter {
  readonly title: string;
  readonly advice: Html;
  readonly items: readonly Html[];
}

/** Those of which there is something, the most urgent first. */
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
    title: "Sources that are silent",
    advice: html`The service asks again by itself. Should it go on: <code>entitywire doctor</code> says whether the network, the clock or the source is at fault.`,
    items: sources
      .filter(({ stale }) => stale)
      .map(({ source, lastSuccess, detail }) => {
        return html`<strong>${source}</strong>, last heard ${describeLast(lastSuccess, now)}: ${printed(inShort(detail))}`;
      }),
  };
}

function heldBack({ heldBack }: Status, to: LinkTo): Matter {
  const remedy = (id: string, state: string) =>
    state === "quarantined"
      ? html` If it is right: <code>entitywire accept ${id}</code>`
      : state === "failed"
        ? html` It is read again by itself.`
        : html` Look at its bytes, and report them.`;
  return {
    title: "Documents that were held back",
    advice: html`Read the document: nothing of it is in the list.`,
    items: heldBack.map(
      ({ id, state, note }) =>
        html`<span class="mark bad">${state}</span> ${bytesOf(id, to)}: ${printed(note ?? "")}.${remedy(id, state)}`,
    ),
  };
}

function quarantinedRows({ db }: Store, { quarantinedRows }: Status, to: LinkTo): Matter {
  return {
    title: "Rows that nobody understood",
    advice: html`Of each: ${ROW_ADVICE}.`,
    items: quarantinedRows.map(({ documentId, list, row, reason, text }) => {
      const key = findDocument(db, documentId)?.ruleKey ?? null;
      return html`Row ${row} of ${list} in ${bytesOf(documentId, to)}${key === null ? NOTHING : html`, of ${ruleLink(key, to)}`}: ${reason}<pre class="printed">${printed(text)}</pre>`;
    }),
  };
}

function rulesWithProblems({ rulesWithProblems }: Status, to: LinkTo): Matter {
  return {
    title: "Rules with problems",
    advice: html`Read the rule: what could not be read is not in the list.`,
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
    title: "Where rules and the eCFR disagree",
    advice: html`The rule is the law. Wait for the eCFR's editors, or write to them; each is over by itself when they agree.`,
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
    title: "Entries that may be one",
    advice: html`Answer each: <code>entitywire settle ID same</code>, or <code>apart</code>. Until then they are two.`,
    items: questions.map((question) => html`${printed(describeQuestion(db, question))}`),
  };
}

function deadDeliveries({ deliveries }: Status, to: LinkTo): Matter {
  return {
    title: "Deliveries that were given up",
    advice: html`See why with <code>entitywire endpoints dead ID</code>, mend the receiver, and have them sent again: <code>entitywire endpoints replay ID --dead</code>, or in <a href="${to("/manage")}">management</a>.`,
    items: deliveries
      .filter(({ state }) => state === "dead")
      .map(({ endpointId, events }) => html`${events} to ${endpointId}`),
  };
}

/** What was asked of a source is long, and tells a person nothing. */
export function inShort(detail: string): string {
  return detail.replace(/\?\S{40,}/g, "?…");
}

function bytesOf(id: string, to: LinkTo): Html {
  return html`<a href="${to(`/v1/documents/${id}/raw`)}">${id}</a>`;
}

function ruleLink(key: string, to: LinkTo): Html {
  return html`<a href="${to(`/rules/${encodeURIComponent(key)}`)}">${key}</a>`;
}
