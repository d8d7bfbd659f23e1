/** A store with the whole list and ten made years behind it: rules every nine days, each read and executed by the pipeline. */

import { openPipeline } from "../src/commands/open-pipeline.ts";
import { readConfig } from "../src/config.ts";
import { putDocument } from "../src/db/documents/documents.ts";
import type { RowFacts } from "../src/demo/facts.ts";
import { renderRule } from "../src/demo/render-rule.ts";
import { quickPolicies } from "../test/support/open-on-replay.ts";
import { makeRow, makeRuleFacts } from "../test/support/small-world.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";
import { watchDiffs } from "./watch-diffs.ts";

const FIRST_DAY = Date.UTC(2016, 0, 4);
const BASELINE = "2016-01-02";
const DAYS_BETWEEN = 9;
const RULES = 400;
const LARGE_EVERY = 40;
const ADDED = 8;
const ADDED_BY_A_LARGE_ONE = 140;
const REVISED = 5;
/** Of how many the revised ones are, in turn. */
const OFTEN_REVISED = 200;
const NOBODY = "http://127.0.0.1:1";
const DESTINATIONS = "CANADA|CYPRUS|FRANCE|GERMANY|INDIA|IRAN|PAKISTAN|RUSSIA".split("|");

export interface TenYears {
  /** What the list was before. */
  readonly origin: string;
  readonly lastRule: string;
  readonly largeRule: string;
  /** A name that was revised often. */
  readonly name: string;
}

export async function fillTenYears(dataDir: string): Promise<TenYears> {
  const { notice, observer } = watchDiffs();
  const now = () => new Date("2026-01-15T12:00:00Z");
  const env = { ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY, ENTITYWIRE_ECFR_URL: NOBODY };
  await using pipeline = await openPipeline({
    ...{ config: readConfig(env), dataDir, command: "bench", policies: quickPolicies },
    ...{ observer, now },
  });
  const { runner, store } = pipeline;
  const put = (document: Parameters<typeof putDocument>[1]) => {
    const { id, generation } = store.transact((tx) => putDocument(tx, document, now()));
    const applied = notice(1);
    runner.add({ step: "parse", documentId: id, generation });
    return applied;
  };
  const source = { source: "import", url: null } as const;
  const { bytes, origin } = snapshotToMeasure();
  await put({ kind: "snapshot", bytes, asOf: BASELINE, ...source });
  const rows = new Map<string, RowFacts>();
  for (let rule = 0; rule < RULES; rule += 1) {
    await put({ kind: "rule", bytes: new TextEncoder().encode(ruleOf(rule, rows)), ...source });
  }
  const largest = RULES - LARGE_EVERY + (LARGE_EVERY - 1);
  return {
    origin,
    ...{ lastRule: numberOf(RULES - 2), largeRule: numberOf(largest), name: nameOf(0, 0) },
  };
}

function ruleOf(rule: number, rows: Map<string, RowFacts>): string {
  const day = dayOf(rule);
  const cited = `${Number(day.slice(0, 4)) - 1935} FR ${10_000 + rule}, ${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(2, 4)}.`;
  const isLarge = rule % LARGE_EVERY === LARGE_EVERY - 1;
  const revised = rule < OFTEN_REVISED / ADDED ? [] : revise(rule, cited, rows);
  const added = Array.from({ length: isLarge ? ADDED_BY_A_LARGE_ONE : ADDED }, (_, at) => {
    const destination = DESTINATIONS[(rule + at) % DESTINATIONS.length] ?? "";
    const row = makeRow(nameOf(rule, at), { destination, citations: cited });
    rows.set(nameOf(rule, at), row);
    return row;
  });
  const facts = makeRuleFacts({
    ...{ documentNumber: numberOf(rule), publicationDate: day, effectiveOn: day, added, revised },
    title: `Additions and Revisions No. ${rule}`,
    claims: { entities: added.length, destinations: countsOf(added), revised: countsOf(revised) },
  });
  return renderRule(facts);
}

function revise(rule: number, cited: string, rows: Map<string, RowFacts>): RowFacts[] {
  return Array.from({ length: REVISED }, (_, at) => {
    const nth = (rule * REVISED + at) % OFTEN_REVISED;
    const name = nameOf(Math.floor(nth / ADDED), nth % ADDED);
    const known = rows.get(name);
    if (known === undefined) throw new Error(`${name} was not added`);
    const entity = [known.entity[0] ?? "", `—${name} Works of ${rule}.`, ...known.entity.slice(2)];
    const row = { ...known, entity, citations: `${known.citations} ${cited}` };
    rows.set(name, row);
    return row;
  });
}

function countsOf(rows: readonly RowFacts[]): Record<string, number> {
  const counts = Map.groupBy(rows, ({ destination }) => destination);
  return Object.fromEntries([...counts].map(([name, members]) => [name, members.length]));
}

function nameOf(rule: number, at: number): string {
  return `Benchmark Company No. ${rule}-${at}`;
}

function numberOf(rule: number): string {
  return `${dayOf(rule).slice(0, 4)}-${String(10_000 + rule)}`;
}

function dayOf(rule: number): string {
  return new Date(FIRST_DAY + rule * DAYS_BETWEEN * 86_400_000).toISOString().slice(0, 10);
}
