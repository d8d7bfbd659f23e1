/** What the main thread and the list thread say to each other. */

import type { EventOrigin } from "../model/events/event.ts";
import type { JobOf, ListStep } from "../workers/step.ts";

/** What the thread gets at its start. */
export interface ListThreadData {
  readonly dataDir: string;
  /** The holder of the writer's lease, under which the thread writes. */
  readonly holder: string;
  readonly origin: EventOrigin;
  /** Of the turn in which both threads write. */
  readonly turn: SharedArrayBuffer;
  /** Of the gate at which the thread waits at each boundary of a step; null if nobody watches them. */
  readonly gate: SharedArrayBuffer | null;
}

export interface ListRequest {
  readonly job: JobOf<ListStep>;
  /** The clock of the job, as an ISO instant. */
  readonly now: string;
}

export type ListNote = { readonly document: string } | { readonly boundary: string };
