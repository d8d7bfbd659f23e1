/** The content of a page: glyphs with their positions, and straight ruling lines ("rules"). */

/** A printed character. Lengths in points; `y` grows downwards from the top of the page as viewed. */
export interface Glyph {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The `y` of its baseline; a raised character has a smaller one. */
  readonly baseline: number;
  /** The font size. */
  readonly size: number;
  readonly isBold: boolean;
}

/** A straight ruling line: at `at` on one axis, from `from` to `to` on the other. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PagePrint {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  /** `at` is `y`; from left to right. */
  readonly horizontal: readonly Rule[];
  /** `at` is `x`; from top to bottom. */
  readonly vertical: readonly Rule[];
}

/** A character as drawn, before the page is turned upright. */
export interface DrawnGlyph {
  readonly text: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly size: number;
  readonly isBold: boolean;
}

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly DrawnGlyph[];
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

/** A rectangle on a page. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Whether the middle of the glyph is inside the box. */
export function isInside({ left, right, baseline, size }: Glyph, box: Box): boolean {
  const [x, y] = [(left + right) / 2, baseline - size / 3];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
