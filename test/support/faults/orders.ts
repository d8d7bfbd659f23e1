/** What the harness may ask of the service that it runs, and what it gives it at its start. */

import type { Job } from "../../../src/workers/step.ts";
import type { Clock } from "./clock.ts";

export type Order =
  | { readonly order: "set the clock"; readonly clock: Clock }
  | { readonly order: "add jobs"; readonly jobs: readonly Job[] }
  /** At the n-th boundary of a step from now; 0 lets it live. */
  | { readonly order: "die"; readonly atBoundary: number }
  | { readonly order: "hold the store"; readonly store: StoreCondition };

/** As far as this process can tell. */
export type StoreCondition = "sound" | "full" | "read-only";

export interface ServiceSettings {
  readonly dataDir: string;
  readonly clock: Clock;
  /** As `serve` reads it. */
  readonly env: Readonly<Record<string, string>>;
}
