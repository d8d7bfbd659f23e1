/** A sheet of paper and the marks on it; y grows downwards from the top edge. */

export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  readonly font: string;
  readonly size: number;
  /** Added to each space of a justified line. */
  readonly wordSpacing: number;
  readonly part: "body" | "furniture";
  /** Of a table's cell; -1 outside. */
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

/** The ground of a cell. */
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
  /** Baselines of the lines that line numbers count. */
  readonly baselines: number[];
}
