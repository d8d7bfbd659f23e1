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
  /** Begins a page, of another size where one is given. */
  readonly turn: (page?: Look["page"]) => void;
}

export function openPaper(look: Look): Paper {
  const sheets: Sheet[] = [];
  let { page } = look;
  let y = page.top;
  const turn = (next = page) => {
    page = next;
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
