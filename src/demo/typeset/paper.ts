/** The pages in turn, and how far the one at hand is filled. */

import type { Look } from "./look.ts";
import type { Sheet } from "./sheet.ts";

export interface Paper {
  readonly sheets: Sheet[];
  /** The page at hand. */
  readonly sheet: () => Sheet;
  /** Where the next line begins. */
  readonly y: () => number;
  readonly room: () => number;
  readonly isBlank: () => boolean;
  readonly advance: (height: number) => void;
  readonly turn: () => void;
}

export function openPaper({ page }: Look): Paper {
  const sheets: Sheet[] = [];
  let y = page.top;
  const turn = () => {
    sheets.push({ width: page.width, height: page.height, marks: [], baselines: [] });
    y = page.top;
  };
  turn();
  return {
    sheets,
    turn,
    sheet: () => sheets[sheets.length - 1] as Sheet,
    y: () => y,
    room: () => page.height - page.bottom - y,
    isBlank: () => y === page.top,
    advance: (height) => {
      y += height;
    },
  };
}
