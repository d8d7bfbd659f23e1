/** The print of a page: glyphs where they stand, and the straight rules of its tables. */

/** A printed sign. Lengths in points; `y` grows from the top of the page, as the page is looked at. */
export interface Glyph {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The line it stands on; a raised sign stands higher. */
  readonly baseline: number;
  /** Of its font. */
  readonly size: number;
  readonly isBold: boolean;
}

/** A straight rule: at `at` on one axis, from `from` to `to` on the other. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PagePrint {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  /** At `y`, from left to right. */
  readonly horizontal: readonly Rule[];
  /** At `x`, from top to bottom. */
  readonly vertical: readonly Rule[];
}

/** A sign as drawn, in the page's own directions. */
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

/** The part of a page to read apart: a cell, a column, or what is left beside the tables. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function isInside({ left, right, baseline, size }: Glyph, box: Box): boolean {
  const [x, y] = [(left + right) / 2, baseline - size / 3];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
