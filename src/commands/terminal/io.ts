/** The output of a command: results to stdout, everything else to stderr. */

import { NO_BAR, type Progress } from "./progress-bar.ts";
import { PAPER, type Screen } from "./screen.ts";

export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** The properties of stdout; by default not a terminal. */
  readonly screen?: Screen;
  /** Shows the progress of a long command; by default nothing. */
  readonly bar?: Progress;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function screenFor({ screen = PAPER }: Io): Screen {
  return screen;
}

/** The caller must dispose it. */
export function barFor({ bar = NO_BAR }: Io): Progress {
  return bar;
}
