/** Where a command's words go: results to stdout, everything else to stderr. */

import { PAPER, type Screen } from "./screen.ts";

export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** What stdout is shown on; paper where nothing is said. */
  readonly screen?: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function screenFor({ screen = PAPER }: Io): Screen {
  return screen;
}
