/** What a step is: a plain function of a job and its resources, known to no queue. */

import type { Store } from "../db/open-store.ts";
import type { PushChannel } from "../delivery/webhook.ts";
import type { Voice } from "../model/event.ts";
import type { Ecfr } from "../sources/ecfr.ts";
import type { FederalRegister } from "../sources/federal-register.ts";

export const SOURCES = ["ecfr", "federal-register"] as const;
export type SourceName = (typeof SOURCES)[number];

export type Job =
  | { readonly step: "fetch"; readonly source: SourceName }
  | { readonly step: "parse"; readonly documentId: string }
  | { readonly step: "diff"; readonly documentId: string }
  | { readonly step: "deliver"; readonly endpointId: string; readonly sequence: number }
  | { readonly step: "sweep" };
export type Step = Job["step"];
export type JobOf<S extends Step> = Extract<Job, { step: S }>;

export interface Deps {
  readonly store: Store;
  readonly ecfr: Pick<Ecfr, "title15" | "part744">;
  readonly federalRegister: Pick<FederalRegister, "search" | "fullText">;
  /** Null where nobody subscribed. */
  readonly webhook: PushChannel | null;
  readonly voice: Voice;
  readonly now: () => Date;
  /** In 0..1; jitter comes from here. */
  readonly random: () => number;
  /** Called at each start, durable effect and end of a step, with its name. Tests stop the process here. */
  readonly onBoundary?: ((name: string) => void) | undefined;
}

export interface StepResult {
  /** For the log line of the finished job. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The bells to ring. Losing them loses nothing: sweep rings them again. */
  readonly next: readonly Job[];
}

export type Handler<S extends Step> = (
  job: JobOf<S>,
  deps: Deps,
  signal: AbortSignal,
) => Promise<StepResult>;

export type Handlers = { readonly [S in Step]: Handler<S> };

/** Two jobs of one key are one job. */
export function jobKey(job: Job): string {
  switch (job.step) {
    case "fetch":
      return `fetch/${job.source}`;
    case "parse":
    case "diff":
      return `${job.step}/${job.documentId}`;
    case "deliver":
      return `deliver/${job.endpointId}/${job.sequence}`;
    case "sweep":
      return "sweep";
  }
}
