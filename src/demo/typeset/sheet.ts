/** A page and its marks. y grows downwards from the top edge. */

export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly text: string;
  readonly font: string;
  readonly size: number;
  /** Added to each space of a justified line. */
  readonly wordSpacing: number;
  readonly part: "body" | "furniture";
  /** Column of a table cell; -1 outside tables. */
  readonly column: number;
}

export interface RuleMark {
  readonly kind: "rule";
  readonly x: number;
  readonly y: number;
  /** A line has no width or no height; a box has both. */
  readonly width: number;
  readonly height: number;
  readonly thickness: number;
}

/** The background of a cell. */
export interface ShadeMark {
  readonly kind: "shade";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly marks: (TextMark | RuleMark | ShadeMark)[];
  /** Baselines of the lines that get line numbers. */
  readonly baselines: number[];
}
