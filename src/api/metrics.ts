/** Metrics for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */

import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Figures } from "../db/read-status.ts";

/** Jobs by queue and by state. */
export type QueueDepths = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Metrics {
  /** Records one attempt of a step. */
  stepRan(step: string, outcome: "done" | "failed", durationMs: number): void;
  /** The exposition text. `depths` is null where Redis cannot be reached. */
  render(figures: Figures, depths: QueueDepths | null): Promise<{ type: string; text: string }>;
}

/** From a step without work to a parse of a whole list. */
const BUCKETS_S = [0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `entitywire_${name}`, help, labelNames, registers });

  const steps = new Histogram({
    name: "entitywire_step_duration_seconds",
    help: "Duration of step attempts",
    labelNames: ["step", "outcome"],
    buckets: BUCKETS_S,
    registers,
  });
  const lastSuccess = gauge(
    "source_last_success_timestamp_seconds",
    "Time of the source's last trustworthy answer",
    "source",
  );
  const dataAsOf = gauge(
    "source_data_as_of_timestamp_seconds",
    "The day up to which the source's last answer is complete",
    "source",
  );
  const stale = gauge(
    "source_stale",
    "1 if the source has given no trustworthy answer in time",
    "source",
  );
  const entries = gauge("list_entries", "Entries listed now", "list");
  const documents = gauge("documents", "Documents by state", "state");
  const quarantined = gauge("quarantined_rows", "Rows that could not be read");
  const sequence = gauge("log_sequence", "Sequence of the newest event in the event log");
  const deliveries = gauge("deliveries", "Deliveries by state", "endpoint", "state");
  const queues = gauge("queue_jobs", "Jobs by queue and state", "queue", "state");
  const queuesUsable = gauge("queues_usable", "0 if Redis cannot be reached");

  const showFigures = (figures: Figures): void => {
    for (const { source, lastSuccess: success, dataAsOf: day, stale: isStale } of figures.sources) {
      setTime(lastSuccess, source, success);
      setTime(dataAsOf, source, day);
      stale.set({ source }, isStale ? 1 : 0);
    }
    for (const byState of [entries, documents, deliveries]) byState.reset();
    for (const { list, entries: count } of figures.lists) entries.set({ list }, count);
    for (const { state, documents: count } of figures.documents) documents.set({ state }, count);
    for (const { endpointId: endpoint, state, events } of figures.deliveries) {
      deliveries.set({ endpoint, state }, events);
    }
    quarantined.set(figures.quarantinedRows);
    sequence.set(figures.lastSequence);
  };

  const showQueues = (depths: QueueDepths | null): void => {
    queuesUsable.set(depths === null ? 0 : 1);
    queues.reset();
    for (const [queue, states] of Object.entries(depths ?? {})) {
      for (const [state, count] of Object.entries(states)) queues.set({ queue, state }, count);
    }
  };

  return {
    stepRan: (step, outcome, durationMs) => steps.observe({ step, outcome }, durationMs / 1000),
    render: async (figures, depths) => {
      showFigures(figures);
      showQueues(depths);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** A source that has never answered has no time: a zero would read as 1970. */
function setTime(gauge: Gauge, source: string, instant: string | null): void {
  if (instant !== null) gauge.set({ source }, Date.parse(instant) / 1000);
}
