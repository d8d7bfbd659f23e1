/** The properties of the output: width and colors of a terminal, or neither. */

import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "red" | "yellow" | "cyan";

export interface Screen {
  /** Null where the output is not a terminal: text is never truncated then. */
  readonly columns: number | null;
  paint(style: Style, text: string): string;
}

export const PAPER: Screen = { columns: null, paint: (_style, text) => text };

/** Uses colors where the terminal supports them. Node evaluates `NO_COLOR`, `FORCE_COLOR` and the like. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  return {
    columns: stream.isTTY ? stream.columns || null : null,
    paint: (style, text) => styleText(style, text, { stream }),
  };
}
