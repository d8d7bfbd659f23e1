/** The pages, and the position on the current one. */

import type { Look } from "./look.ts";
import type { Sheet } from "./sheet.ts";

export interface Paper {
  readonly sheets: Sheet[];
  /** The current page. */
  readonly sheet: () => Sheet;
  /** Top of the next line. */
  readonly y: () => number;
  readonly room: () => number;
  readonly isBlank: () => boolean;
  readonly advance: (height: number) => void;
  /** Starts a page, optionally with another size. */
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
