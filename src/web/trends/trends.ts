/** Counts of added, changed and removed entries per year or month and country. */

import { createFlowReader, type Flow, type FlowOp } from "../../db/list/list-flows.ts";
import type { SequenceSnapshot } from "../../db/list/sequence-snapshots.ts";
import type { Database } from "../../db/store/open-store.ts";
import { LISTS, type ListCode } from "../../model/entry.ts";

export const FLOW_OPS = ["added", "modified", "removed"] as const satisfies readonly FlowOp[];

export interface TrendsQuery {
  /** Null selects all lists. */
  readonly list: ListCode | null;
  readonly by: "year" | "month";
}

/** The counts of one operation. */
export interface Trend {
  readonly op: FlowOp;
  /** Such as `2025` or `2025-03`, without gaps, oldest first. */
  readonly periods: readonly string[];
  /** Largest first. The rest of the countries, if any, is the last series. */
  readonly series: readonly Series[];
}

export interface Series {
  /** ISO 3166-1 alpha-2; null for all others together. */
  readonly country: string | null;
  /** Parallel to `periods`. */
  readonly counts: readonly number[];
}

/** A change with the country of its entry; null where the destination is not a known country. */
export type PlacedFlow = Flow & { readonly country: string | null };

export type FlowsOf = (db: Database, snapshot: SequenceSnapshot) => Promise<readonly PlacedFlow[]>;

const SERIES_SHOWN = 7;
const MONTHS_SHOWN = 36;

export function readTrendsQuery({ list, by }: Partial<Record<string, string>>): TrendsQuery {
  return {
    list: LISTS.find((code) => code === list) ?? null,
    by: by === "month" ? "month" : "year",
  };
}

/** Caches the flows of each snapshot of the list. */
export function keepFlows(): FlowsOf {
  const readFlows = createFlowReader();
  const kept = new WeakMap<SequenceSnapshot, Promise<readonly PlacedFlow[]>>();
  const read = async (db: Database, { entries }: SequenceSnapshot) =>
    (await readFlows(db)).map((flow) => {
      return { ...flow, country: entries.get(flow.entryId)?.entry.country ?? null };
    });
  return (db, snapshot) => {
    const flows = kept.get(snapshot) ?? read(db, snapshot);
    kept.set(snapshot, flows);
    // A failure is not cached.
    flows.catch(() => kept.delete(snapshot));
    return flows;
  };
}

export function trendOf(
  flows: readonly PlacedFlow[],
  op: FlowOp,
  { list, by }: TrendsQuery,
): Trend {
  const periodOf = ({ day }: Flow) => day.slice(0, by === "year" ? 4 : 7);
  const asked = flows.filter((flow) => flow.op === op && (list === null || flow.list === list));
  const periods = periodsOf(asked.map(periodOf), by);
  const shown = asked.filter((flow) => periods.includes(periodOf(flow)));
  const ranked = [...Map.groupBy(shown, ({ country }) => country)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const named = ranked.filter(([country]) => country !== null).slice(0, SERIES_SHOWN);
  const names = new Set(named.map(([country]) => country));
  const others = shown.filter(({ country }) => country === null || !names.has(country));
  const groups = others.length === 0 ? named : [...named, [null, others] as const];
  return {
    ...{ op, periods },
    series: groups.map(([country, members]) => {
      const counts = Map.groupBy(members, periodOf);
      return { country, counts: periods.map((period) => counts.get(period)?.length ?? 0) };
    }),
  };
}

/** All countries, one line for each period, list and country. */
export function trendCsv(
  flows: readonly PlacedFlow[],
  op: FlowOp,
  { list, by }: TrendsQuery,
): string {
  const asked = flows.filter((flow) => flow.op === op && (list === null || flow.list === list));
  const rows = Map.groupBy(asked, ({ day, country, list: of }) =>
    [day.slice(0, by === "year" ? 4 : 7), of, country ?? "", op].join(","),
  );
  const lines = [...rows].map(([row, members]) => `${row},${members.length}`).sort();
  return ["period,list,country,op,entries", ...lines, ""].join("\r\n");
}

function periodsOf(found: readonly string[], by: TrendsQuery["by"]): string[] {
  const sorted = found.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const periods: string[] = [];
  for (let period = first; period <= last; period = nextPeriod(period)) periods.push(period);
  return by === "month" ? periods.slice(-MONTHS_SHOWN) : periods;
}

function nextPeriod(period: string): string {
  const [year = 0, month] = period.split("-").map(Number);
  if (month === undefined) return String(year + 1);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}
