/** A step: a plain function of a job and its dependencies, independent of any queue. */

import { z } from "zod";
import type { Store } from "../db/store/open-store.ts";
import type { LogChannel } from "../delivery/log-channel.ts";
import type { Pusher } from "../delivery/pusher.ts";
import type { Seal } from "../delivery/seal.ts";
import { SOURCES } from "../model/clock/source.ts";
import type { EventOrigin } from "../model/events/event.ts";
import type { OpenPdf } from "../parsers/document/pdf/open-pdf.ts";
import type { Ecfr } from "../sources/ecfr.ts";
import type { FederalRegister } from "../sources/federal-register.ts";
import type { PublicInspection } from "../sources/public-inspection.ts";
import type { Batches } from "./deliver/open-batches.ts";
import type { KeptReadings } from "./list/kept-readings.ts";
import type { ListMemory } from "./list/memory.ts";

const endpointId = z.string().min(1);
const sequence = z.int().positive();
/** 1 for the first attempt. */
const attempt = z.int().positive();
const batchEvent = z.strictObject({
  sequence,
  attempt,
  id: z.string().min(1),
  /** The CloudEvent as JSON, exactly as it is signed. */
  event: z.string().min(1),
});
/** Everything that a delivery needs, so that it can run without a store. */
const batch = {
  endpointId,
  /** The endpoint's target, sealed. */
  sealed: z.string().min(1),
  events: z.tuple([batchEvent], batchEvent),
};
const outcome = z.strictObject({
  sequence,
  attempt,
  status: z.int().nullable(),
  error: z.string().nullable(),
  retryAfterMs: z.number().nullable(),
  durationMs: z.number(),
});

const documentId = z.string().min(1);
/** Counts the readings of one document; each rereading is a new job. */
const generation = z.int().positive();

/**
 * The content of queues: ids, and for deliveries the events themselves. Strict, because another version may have
 * put jobs on the queue.
 */
export const jobSchema = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.literal("fetch"),
    source: z.enum(SOURCES),
    /** Set by the schedule: poll only if the source is due. */
    ifDue: z.boolean().optional(),
  }),
  z.strictObject({ step: z.literal("parse"), documentId, generation }),
  z.strictObject({ step: z.literal("diff"), documentId, generation }),
  z.strictObject({ step: z.literal("history") }),
  z.strictObject({ step: z.literal("deliver"), ...batch }),
  // For endpoints that hang or answer late; they wait for one another.
  z.strictObject({ step: z.literal("deliver-slowly"), ...batch }),
  z.strictObject({ step: z.literal("record"), endpointId, outcomes: z.tuple([outcome], outcome) }),
  z.strictObject({ step: z.literal("publish") }),
  z.strictObject({ step: z.literal("sweep") }),
]);

export type Job = Readonly<z.infer<typeof jobSchema>>;
export type Step = Job["step"];
export type JobOf<S extends Step> = Extract<Job, { step: S }>;

export type DeliverStep = "deliver" | "deliver-slowly";
export type Report = Omit<JobOf<"record">, "step">;

/** What a delivery needs; neither store nor data folder. */
export interface DeliverDeps {
  readonly pusher: Pusher;
  readonly seal: Seal;
  /** Reports the outcomes to the process that keeps the store; returns the jobs to enqueue. */
  readonly report: (report: Report) => Promise<readonly Job[]>;
  readonly now: () => Date;
  /** In 0..1; jitter comes from here. */
  readonly random: () => number;
  /** Called at each start, durable effect and end of a step, with its name. Tests stop the process here. */
  readonly onBoundary?: ((name: string) => void) | undefined;
}

export interface Deps extends DeliverDeps {
  readonly store: Store;
  readonly ecfr: Ecfr;
  readonly federalRegister: FederalRegister;
  readonly publicInspection: PublicInspection;
  readonly runListStep: RunListStep;
  /** Records the deliveries due for the newest events. */
  readonly planDeliveries: (now: Date) => Promise<void>;
  readonly batches: Batches;
  /** Where the log is copied to: the Redis stream, if Redis is used. */
  readonly channels: readonly LogChannel[];
  /** When this process began to poll. */
  readonly startedAt: Date;
}

/** The steps that read documents and change the list. They need no network, so they can run in a thread of their own. */
export type ListStep = "parse" | "diff" | "history";

export interface ListDeps extends Pick<Deps, "store" | "now" | "onBoundary"> {
  /** Reads a PDF in another thread. */
  readonly openPdf: OpenPdf;
  readonly origin: EventOrigin;
  readonly lists: ListMemory;
  readonly readings: KeptReadings;
  /** Called before each document of a long step, so that its time limit counts for one document. */
  readonly onDocument?: (documentId: string) => void;
}

export interface ListResult extends StepResult {
  /** Whether events were written, so that deliveries are due. */
  readonly wroteEvents: boolean;
}

export type RunListStep = (job: JobOf<ListStep>, signal: AbortSignal) => Promise<ListResult>;

export type ListHandler<S extends ListStep> = (
  job: JobOf<S>,
  deps: ListDeps,
  signal: AbortSignal,
) => Promise<ListResult>;

export interface StepResult {
  /** For the log line of the finished job. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The jobs to enqueue. Losing them loses nothing: sweep enqueues them again. */
  readonly next: readonly Job[];
}

export type Handler<S extends Step, D = S extends DeliverStep ? DeliverDeps : Deps> = (
  job: JobOf<S>,
  deps: D,
  signal: AbortSignal,
) => Promise<StepResult>;

export type Handlers = { readonly [S in Step]: Handler<S> };
/** Handlers that need no more than `D`. */
export type SomeHandlers<D> = { readonly [S in Step]?: Handler<S, D> };

/** Two jobs with one key are the same job. */
export function jobKey(job: Job): string {
  switch (job.step) {
    case "fetch":
      return `fetch/${job.source}`;
    case "parse":
    case "diff":
      return `${job.step}/${job.documentId}/${job.generation}`;
    case "deliver":
    case "deliver-slowly": {
      // The first event identifies a delivery: until its outcome is recorded, nothing else is sent to the endpoint.
      const [{ sequence: first, attempt: nth }] = job.events;
      return `${job.step}/${job.endpointId}/${first}/${nth}`;
    }
    case "record": {
      const [{ sequence: first, attempt: nth }] = job.outcomes;
      return `record/${job.endpointId}/${first}/${nth}`;
    }
    case "history":
    case "publish":
    case "sweep":
      return job.step;
  }
}
