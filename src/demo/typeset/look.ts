/** The look of a typeset manuscript. All lengths are in points (1/72 inch). */

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
  /** Font for letters that a standard font lacks; null without one. */
  readonly fallback: Typeface | null;
  readonly fontSize: number;
  /** 1, 1.5 or 2: single, one and a half, double. */
  readonly spacing: number;
  readonly paragraphs: {
    /** Indent of the first line. If it is 0, `gap` must not be 0. */
    readonly indent: number;
    readonly gap: number;
    readonly isJustified: boolean;
    /** Null without hyphenation. The soft hyphen looks the same but has its own code. */
    readonly hyphen: "-" | "\u00ad" | null;
    /** A word may break after a slash, as in `12/F`. */
    readonly breaksAtStrokes: boolean;
    readonly hasBoldLabels: boolean;
    /** The agency's name, the docket number and the title are centred. */
    readonly hasCentredOpening: boolean;
    readonly headings: "bold" | "bold, centred" | "underlined" | "plain";
    /** The space after a section sign does not break. */
    readonly hasFirmSpaces: boolean;
    /** Two spaces after a sentence. Ragged text only. */
    readonly hasWideSentences: boolean;
    /** Hanging: the label of an instruction is left of its text, which starts at a tab. */
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
  /** Rules below the head and above the foot of each page. */
  readonly hasRules: boolean;
  readonly lineNumbers: "each page" | "through" | null;
  readonly hasStamp: boolean;
}

export interface TableLook {
  /** Shares of the table's width. A table with fewer columns uses the first and the last ones. */
  readonly columnShares: readonly number[];
  readonly fontSize: number;
  readonly spacing: number;
  readonly padding: { readonly x: number; readonly y: number };
  readonly rules: "all" | "rows" | "columns" | "none";
  readonly ruleWidth: number;
  readonly hasRepeatedHead: boolean;
  readonly hasBoldHead: boolean;
  readonly hasShadedHead: boolean;
  /** A row that does not fit on the page is split there, or moves to the next page. */
  readonly rowsAtPageEnd: "cut" | "moved";
  /**
   * Position of a country: in its own row (followed by stars, alone, above a row of stars, across all columns), in the row of its
   * first entry, or in a cell merged over the rows below (at the top, in the middle, at the top of each page).
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
  /** Gap between the typed lines of a cell. */
  readonly lineGap: number;
  readonly verticalAlign: "top" | "middle";
  /** Indent of wrapped lines in a cell. */
  readonly hang: number;
  /** The pages of the table are in landscape format. */
  readonly isLandscape: boolean;
}

export interface Drawing {
  /** The text of one drawing operator: a line in one style, a word, or a few letters. */
  readonly runs: "lines" | "words" | "letters";
  /** Spaces are glyphs, or the next word is only shifted. Applies to words and letters. */
  readonly spaces: "glyphs" | "moves";
  readonly hasLigatures: boolean;
  /** Added after each letter. */
  readonly letterSpacing: number;
  /** Bold letters are printed twice, the second time a third of a point to the right. */
  readonly overprintsBold: boolean;
  /** PDF units per point. */
  readonly scale: number;
  readonly order: "as read" | "furniture first" | "columns first" | "by font" | "from below";
  /** Rules of single cells as lines, filled rectangles or boxes, or joined as long lines. */
  readonly rules: "lines" | "rectangles" | "boxes" | "long lines";
  /** A landscape page is stored as a portrait page with a rotation. */
  readonly isTurned: boolean;
  readonly isCompressed: boolean;
}

export const TIMES: Typeface = {
  regular: "Times-Roman",
  bold: "Times-Bold",
  italic: "Times-Italic",
  boldItalic: "Times-BoldItalic",
};

/** The look of most displayed manuscripts: letter paper, Times 12, double spacing, a ruled table in 10. */
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
