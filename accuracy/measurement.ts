/** What one part of the report measures, on what material, and by what label. */

import type { Figure } from "./figure.ts";

export interface Measurement {
  /** A heading of the report: `Rules as XML`. */
  readonly title: string;
  readonly measures: string;
  readonly material: string;
  readonly label: string;
  /** How much of it: `76 abstracts, 88 claims`. */
  readonly amount: string;
  readonly figures: readonly Figure[];
  /** Lines of Markdown below the heading; none where the figures say it all. No prose out of the material. */
  readonly details: readonly string[];
}
