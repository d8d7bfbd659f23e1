/** What the main thread and the record thread say to each other. */

import type { Endpoint } from "../db/subscribers/endpoints.ts";
import type { Report } from "../workers/step.ts";

/** What the thread gets at its start. */
export interface RecordThreadData {
  readonly dataDir: string;
  /** The holder of the writer's lease, under which the thread writes. */
  readonly holder: string;
  /** Of the turn in which all threads write. */
  readonly turn: SharedArrayBuffer;
}

/** Without reports it plans deliveries. */
export interface RecordRequest {
  readonly reports: readonly Report[] | null;
  readonly now: Date;
}

export interface RecordAnswer {
  /** Of each report; empty without reports. */
  readonly endpoints: (Endpoint | null)[];
  /** How long the store was written. */
  readonly tookMs: number;
}
