/** How a manuscript looks when it is typed. All lengths are in points (1/72 inch). */

/** Names of standard PDF fonts, or paths of TrueType files. */
export interface Typeface {
  readonly regular: string;
  readonly bold: string;
  readonly italic: string;
  readonly boldItalic: string;
}

export interface Look {
  readonly page: {
    readonly width: number;
    readonly height: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly typeface: Typeface;
  /** Prints the letters that a standard font lacks; null where there are none. */
  readonly fallback: Typeface | null;
  readonly fontSize: number;
  /** 1, 1.5 or 2: single, one and a half, double. */
  readonly spacing: number;
  readonly paragraphs: {
    /** Of the first line. Where it is 0, `gap` is not. */
    readonly indent: number;
    readonly gap: number;
    readonly isJustified: boolean;
    /** Null where words are not cut; the soft hyphen looks the same and has a code of its own. */
    readonly hyphen: "-" | "\u00ad" | null;
    /** A word may be cut behind a stroke, as in `12/F`. */
    readonly breaksAtStrokes: boolean;
    readonly hasBoldLabels: boolean;
    /** The agency's name, the docket number and the title stand in the middle. */
    readonly hasCentredOpening: boolean;
    readonly headings: "bold" | "bold, centred" | "underlined" | "plain";
    /** The space behind a section sign does not break. */
    readonly hasFirmSpaces: boolean;
    /** Two spaces behind a sentence. Ragged text only. */
    readonly hasWideSentences: boolean;
    /** Hanging: the label of an instruction stands out to the left of its text, which begins at a tab. */
    readonly instructions: "indented" | "hanging";
  };
  readonly furniture: Furniture;
  readonly table: TableLook;
  readonly drawing: Drawing;
}

export interface Furniture {
  readonly pageNumbers: {
    readonly words: "3" | "- 3 -" | "Page 3 of 20" | "Page 3";
    readonly place: "foot centre" | "foot right" | "head right";
  } | null;
  readonly header: string | null;
  /** Below the head and above the foot of each page. */
  readonly hasRules: boolean;
  readonly lineNumbers: "each page" | "through" | null;
  readonly hasStamp: boolean;
}

export interface TableLook {
  /** Shares of the table's width; for a table of fewer columns the first ones and the last. */
  readonly columnShares: readonly number[];
  readonly fontSize: number;
  readonly spacing: number;
  readonly padding: { readonly x: number; readonly y: number };
  readonly rules: "all" | "rows" | "columns" | "none";
  readonly ruleWidth: number;
  readonly hasRepeatedHead: boolean;
  readonly hasBoldHead: boolean;
  readonly hasShadedHead: boolean;
  /** A row that does not fit the rest of a page is cut there, or moves to the next page. */
  readonly rowsAtPageEnd: "cut" | "moved";
  /**
   * Where a country stands: in a row of its own (with stars behind it, alone, above a row of stars, across all columns),
   * in the row of its first entry, or in a cell merged over the rows below it (at its top, in its middle, at the top of
   * each page).
   */
  readonly country:
    | "row with stars"
    | "row"
    | "row above stars"
    | "row across"
    | "first row"
    | "merged, top"
    | "merged, middle"
    | "merged, each page";
  readonly isCountryBold: boolean;
  readonly stars: "across" | "in the entry's column";
  /** An empty row before each entry. */
  readonly hasEmptyRows: boolean;
  /** A row of stars before each country but the first. */
  readonly hasStarsBetween: boolean;
  readonly isJustified: boolean;
  /** Between the lines that the typist began in a cell. */
  readonly lineGap: number;
  readonly verticalAlign: "top" | "middle";
  /** How far a wrapped line stands in from the line that the typist began. */
  readonly hang: number;
  /** The pages of the table lie on their side. */
  readonly isLandscape: boolean;
}

export interface Drawing {
  /** What one operator shows: a line of one style, a word, or a few letters. */
  readonly runs: "lines" | "words" | "letters";
  /** Spaces are glyphs, or the next word is only moved. Words and letters only. */
  readonly spaces: "glyphs" | "moves";
  readonly hasLigatures: boolean;
  /** Added behind each letter. */
  readonly letterSpacing: number;
  /** A bold letter is a second letter printed over the first, a third of a point to the right. */
  readonly overprintsBold: boolean;
  /** Units of the PDF in a point. */
  readonly scale: number;
  readonly order: "as read" | "furniture first" | "columns first" | "by font" | "from below";
  /** Rules of one cell each as lines, filled rectangles or boxes; or lines as long as they go. */
  readonly rules: "lines" | "rectangles" | "boxes" | "long lines";
  /** A page on its side is an upright page that the PDF tells the viewer to turn. */
  readonly isTurned: boolean;
  readonly isCompressed: boolean;
}

export const TIMES: Typeface = {
  regular: "Times-Roman",
  bold: "Times-Bold",
  italic: "Times-Italic",
  boldItalic: "Times-BoldItalic",
};

/** As most manuscripts on display look: letter paper, Times 12, double spacing, a ruled table in 10. */
export const USUAL_LOOK: Look = {
  page: { width: 612, height: 792, top: 72, right: 72, bottom: 72, left: 72 },
  typeface: TIMES,
  fallback: null,
  fontSize: 12,
  spacing: 2,
  paragraphs: {
    indent: 36,
    gap: 0,
    isJustified: false,
    hyphen: null,
    breaksAtStrokes: false,
    hasBoldLabels: true,
    hasCentredOpening: false,
    headings: "bold",
    hasFirmSpaces: false,
    hasWideSentences: false,
    instructions: "indented",
  },
  furniture: {
    pageNumbers: { words: "3", place: "foot centre" },
    header: null,
    hasRules: false,
    lineNumbers: null,
    hasStamp: true,
  },
  table: {
    columnShares: [16, 30, 22, 16, 16],
    fontSize: 10,
    spacing: 1,
    padding: { x: 5, y: 1 },
    rules: "all",
    ruleWidth: 0.5,
    hasRepeatedHead: false,
    hasBoldHead: false,
    hasShadedHead: false,
    rowsAtPageEnd: "cut",
    country: "row with stars",
    isCountryBold: false,
    stars: "across",
    hasEmptyRows: false,
    hasStarsBetween: false,
    isJustified: false,
    lineGap: 0,
    verticalAlign: "top",
    hang: 0,
    isLandscape: false,
  },
  drawing: {
    runs: "lines",
    spaces: "glyphs",
    hasLigatures: true,
    letterSpacing: 0,
    overprintsBold: false,
    scale: 1,
    order: "as read",
    rules: "lines",
    isTurned: false,
    isCompressed: true,
  },
};
