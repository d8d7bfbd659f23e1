/** What a step is: a plain function of a job and its resources, known to no queue. */

import { z } from "zod";
import type { Store } from "../db/open-store.ts";
import type { LogChannel } from "../delivery/log-channel.ts";
import type { PushChannel } from "../delivery/webhook.ts";
import type { Voice } from "../model/event.ts";
import { SOURCES } from "../model/source.ts";
import type { Ecfr } from "../sources/ecfr.ts";
import type { FederalRegister } from "../sources/federal-register.ts";
import type { PublicInspection } from "../sources/public-inspection.ts";
import type { ListMemory } from "./list-memory.ts";

const documentId = z.string().min(1);
/** Counts the readings of one document: reading it again is another job than the one before. */
const generation = z.int().positive();

/** What travels through a queue: ids only. Strict, because a queue may hold what another version put there. */
export const jobSchema = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.literal("fetch"),
    source: z.enum(SOURCES),
    /** Rung by the clock: asked only where it is time to. */
    ifDue: z.boolean().optional(),
  }),
  z.strictObject({ step: z.literal("parse"), documentId, generation }),
  z.strictObject({ step: z.literal("diff"), documentId, generation }),
  z.strictObject({ step: z.literal("history") }),
  z.strictObject({
    step: z.literal("deliver"),
    endpointId: z.string().min(1),
    sequence: z.int().positive(),
    /** 1 for the first try. */
    attempt: z.int().positive(),
  }),
  z.strictObject({ step: z.literal("publish") }),
  z.strictObject({ step: z.literal("sweep") }),
]);

export type Job = Readonly<z.infer<typeof jobSchema>>;
export type Step = Job["step"];
export type JobOf<S extends Step> = Extract<Job, { step: S }>;

export interface Deps {
  readonly store: Store;
  readonly ecfr: Ecfr;
  readonly federalRegister: FederalRegister;
  readonly publicInspection: PublicInspection;
  /** Null where nobody subscribed. */
  readonly webhook: PushChannel | null;
  /** Where the log is copied to: the Redis stream, where there is Redis. */
  readonly channels: readonly LogChannel[];
  readonly voice: Voice;
  readonly lists: ListMemory;
  readonly now: () => Date;
  /** When this process began to ask the sources. */
  readonly startedAt: Date;
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
      return `${job.step}/${job.documentId}/${job.generation}`;
    case "deliver":
      return `deliver/${job.endpointId}/${job.sequence}/${job.attempt}`;
    case "history":
    case "publish":
    case "sweep":
      return job.step;
  }
}
