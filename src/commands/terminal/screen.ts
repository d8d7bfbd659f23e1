/** What the output of a command is shown on: a terminal of some width that may show colors, or paper that is neither. */

import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "red" | "yellow" | "cyan";

export interface Screen {
  /** Null where it is no terminal: nothing is to be cut there. */
  readonly columns: number | null;
  paint(style: Style, text: string): string;
}

export const PAPER: Screen = { columns: null, paint: (_style, text) => text };

/** Colors only on a terminal that wants them: Node knows `NO_COLOR`, `FORCE_COLOR` and their like. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  return {
    columns: stream.isTTY ? stream.columns || null : null,
    paint: (style, text) => styleText(style, text, { stream }),
  };
}
