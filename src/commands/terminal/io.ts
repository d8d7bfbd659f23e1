/** Where a command's words go: results to stdout, everything else to stderr. */

import { NO_BAR, type Progress } from "./progress-bar.ts";
import { PAPER, type Screen } from "./screen.ts";

export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** What stdout is shown on; paper where nothing is said. */
  readonly screen?: Screen;
  /** How far a long command is; nothing shows it where nothing is said. */
  readonly bar?: Progress;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function screenFor({ screen = PAPER }: Io): Screen {
  return screen;
}

/** It goes with whoever uses it. */
export function barFor({ bar = NO_BAR }: Io): Progress {
  return bar;
}
