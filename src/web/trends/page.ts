/** The trends page: a chart and its table for each operation. */

import { html } from "hono/html";
import { LISTS } from "../../model/entry.ts";
import { countryName } from "../field-text.ts";
import type { PageParts } from "../frame.ts";
import { type Html, type LinkTo, NOTHING } from "../html.ts";
import { LIST_NAMES } from "../rule/marks.ts";
import type { Series, Trend, TrendsQuery } from "./trends.ts";

const TITLES = {
  added: "Entries added",
  modified: "Entries changed",
  removed: "Entries removed",
} as const;

export function trendsPage(trends: readonly Trend[], query: TrendsQuery, to: LinkTo): PageParts {
  return {
    title: "Trends",
    description: "Entries added to the lists, changed and removed, over time and by country.",
    scripts: ["chart.js", "trends.js"],
    body: html`
<h1>Trends</h1>
<p class="lead">Counted by the day on which each version becomes law. An entry that was already listed in the first snapshot counts from its first citation. Only substantive changes count. Removals before the oldest stored document are not counted: run <code>entitywire backfill</code> to read further back.</p>
${form(query, to)}
${trends.map((trend) => figure(trend, query, to))}`,
  };
}

function form({ list, by }: TrendsQuery, to: LinkTo): Html {
  const option = (value: string, name: string, isChosen: boolean) =>
    html`<option value="${value}"${isChosen ? html` selected` : NOTHING}>${name}</option>`;
  return html`<form class="filters" action="${to("/trends")}" method="get">
<label>List<select name="list">${option("", "all", list === null)}${LISTS.map((code) => option(code, LIST_NAMES[code], code === list))}</select></label>
<label>By<select name="by">${option("year", "year", by === "year")}${option("month", "month, the last three years", by === "month")}</select></label>
<button>Show</button></form>`;
}

function figure(trend: Trend, { list, by }: TrendsQuery, to: LinkTo): Html {
  const { op, periods, series } = trend;
  const csv = new URLSearchParams({ op, by, ...(list === null ? {} : { list }) });
  const title = TITLES[op];
  return html`<section class="figure"><h2>${title}</h2>
${
  periods.length === 0
    ? html`<p>None.</p>`
    : html`<figure data-chart><div class="chart"><canvas role="img" aria-label="${title} as bars. The table below has the numbers."></canvas></div>
<details open><summary>Table</summary><div class="scroll" role="region" tabindex="0" aria-label="${title}"><table class="counts">
<thead><tr><th scope="col">${by}</th>${series.map((one) => html`<th scope="col">${nameOf(one)}</th>`)}<th scope="col">Total</th></tr></thead>
<tbody>${periods.map((period, at) => row(period, at, series))}</tbody></table></div></details></figure>`
}
<p><a href="${to("/trends.csv")}?${csv}">${title} as CSV, every country</a></p></section>`;
}

function row(period: string, at: number, series: readonly Series[]): Html {
  const counts = series.map((one) => one.counts[at] ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return html`<tr><th scope="row">${period}</th>${counts.map((count) => html`<td>${count}</td>`)}<td>${all}</td></tr>`;
}

function nameOf({ country }: Series): string {
  return country === null ? "Others" : countryName(country);
}
