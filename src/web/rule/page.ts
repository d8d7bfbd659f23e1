/** The page of a rule: particulars, claims, problems, entries and instructions. */

import { html } from "hono/html";
import type { StoredRule } from "../../db/documents/rules.ts";
import { adviceOn, ROW_ADVICE } from "../../model/reading/advice.ts";
import type { ComparedCount } from "../../model/reading/check-claims.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING, plural, printed, time } from "../html.ts";
import { entriesByDestination, instructionBeside, OPS } from "./entries-page.ts";
import { claimsMark, effectiveOf, listMarks, problemsMark, stageMark } from "./marks.ts";
import { inParts, type RuleView } from "./rule.ts";

/** Characters of a problem's text that are shown. The printed rule has all of it. */
const QUOTED = 600;

/** `part` counts from 1. A large rule has several. */
export function rulePage(view: RuleView, part: number, to: LinkTo): PageParts {
  const { rule, read, lists, counts, instructions } = view;
  const parts = inParts(instructions, read?.justifications ?? []);
  const shown = parts[part - 1] ?? [];
  return {
    title: rule.title,
    description: describe(view),
    body: html`
<p class="facts">${stageMark(rule.stage)} ${listMarks(lists)} ${claimsMark(rule.claimsAgree)} ${problemsMark(rule)}</p>
<h1>${printed(rule.title)}</h1>
${particulars(view, to)}
${counts.length === 0 ? NOTHING : claimTable(counts)}
${doubts(view)}
${read === null ? html`<p>The store holds no reading of this rule.</p>` : NOTHING}
${
  instructions.length === 0
    ? NOTHING
    : html`<h2>Entries, by destination</h2>${partLinks(parts.length, part)}${entriesByDestination(shown, read?.justifications ?? [], to)}
<h2>Instructions, as printed and as read</h2>${shown.map(instructionBeside)}${partLinks(parts.length, part)}`
}`,
  };
}

export function severalRulesPage(key: string, rules: readonly StoredRule[], to: LinkTo): PageParts {
  const title = `Several rules have the number ${key}`;
  return {
    ...{ title, description: title },
    body: html`<h1>${title}</h1><ul>${rules.map(
      ({ ruleKey, title: named }) =>
        html`<li><a href="${to(`/rules/${encodeURIComponent(ruleKey)}`)}">${ruleKey}</a>: ${printed(named)}</li>`,
    )}</ul>`,
  };
}

function describe({ rule, instructions }: RuleView): string {
  const sum = (op: keyof typeof OPS) =>
    instructions
      .filter(({ amendment }) => amendment.op === op)
      .reduce((all, { parties }) => all + parties.length, 0);
  const done = (["add", "revise", "remove"] as const)
    .map((op) => [sum(op), OPS[op]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${plural(count, "entry", "entries")} ${word}`);
  const from = rule.effectiveOn === null ? "" : `; effective ${rule.effectiveOn}`;
  return `${rule.documentNumber}: ${done.join(", ") || "no entry changed"}${from}.`;
}

function particulars({ rule, read, documents }: RuleView, to: LinkTo): Html {
  const { documentNumber, citation, publicationDate } = rule;
  return html`<dl class="facts-of">
<dt>Document</dt><dd>${documentNumber}${citation === null ? "" : `, ${citation}`}${read?.action ? html`: ${printed(read.action)}` : ""}</dd>
<dt>Published</dt><dd>${publicationDate === null ? "not yet" : time(publicationDate)}${read?.filedAt ? html`; filed ${time(read.filedAt)}` : ""}</dd>
<dt>In force</dt><dd>${effectiveOf(rule)}${read?.effectiveAt ? html`, at ${time(read.effectiveAt)}` : ""}${read?.effectiveNote ? html`<br><span class="quiet">${printed(read.effectiveNote)}</span>` : ""}</dd>
${officialLink(read?.url ?? null)}
${numbersOf("Corrected by", read?.correctedBy)}
${numbersOf("Delayed by", read?.delayedBy)}
${numbersOf("Withdrawn by", read?.withdrawnBy)}
<dt>Stored copies</dt><dd><ul>${documents.map(
    ({ id, state, sha256 }) =>
      html`<li><a href="${to(`/v1/documents/${id}/raw`)}">${id}</a> (${state}; <code>sha256 ${sha256}</code>)</li>`,
  )}</ul></dd>
</dl>`;
}

/** The numbers of documents about the rule; nothing where there are none. */
function numbersOf(term: string, numbers: readonly string[] = []) {
  return numbers.length > 0 ? html`<dt>${term}</dt><dd>${numbers.join(", ")}</dd>` : NOTHING;
}

/** The URL comes from the document, so only http and https become links. */
function officialLink(url: string | null): Html {
  if (url === null || !/^https?:\/\//i.test(url)) return NOTHING;
  return html`<dt>Official</dt><dd><a class="official" href="${url}">${url}</a></dd>`;
}

function claimTable(counts: readonly ComparedCount[]): Html {
  return html`<h2>Claimed and read</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Claimed and read"><table>
<thead><tr><th scope="col">Count</th><th scope="col">Claimed</th><th scope="col">Read</th><th scope="col">Result</th></tr></thead>
<tbody>${counts.map(
    ({ op, list, what, destination, claimed, read, agrees }) => html`<tr>
<th scope="row">${what === "destination" ? html`${op}, under ${printed(destination)}` : `${op}, ${what}`}${list === null ? "" : ` (${list})`}</th><td>${claimed ?? "–"}</td><td>${read}</td><td>${agrees ? "agrees" : html`<span class="mark bad">disagrees</span>`}</td></tr>`,
  )}</tbody></table></div>`;
}

function doubts({ rule, quarantine }: RuleView): Html {
  if (rule.problems.length + quarantine.length === 0) return NOTHING;
  return html`<h2>Needs attention</h2>
${rule.problems.map(
  ({ code, message, text }) =>
    html`<p><span class="mark bad">${code}</span> ${printed(message)}. <strong>What to do:</strong> ${adviceOn(code)}.</p>${text === null ? NOTHING : html`<pre class="printed">${printed(text.slice(0, QUOTED))}</pre>`}`,
)}
${quarantine.map(
  ({ list, row, reason, text }) =>
    html`<p><span class="mark bad">quarantined</span> row ${row} of ${list}: ${reason}. <strong>What to do:</strong> ${ROW_ADVICE}.</p><pre class="printed">${printed(text)}</pre>`,
)}`;
}

function partLinks(parts: number, part: number): Html {
  if (parts === 1) return NOTHING;
  return html`<nav aria-label="Parts of the rule"><p>This rule is long. Part ${Array.from(
    { length: parts },
    (_, at) =>
      at + 1 === part
        ? html` <strong aria-current="page">${at + 1}</strong>`
        : html` <a href="?part=${at + 1}">${at + 1}</a>`,
  )} of ${parts}</p></nav>`;
}
