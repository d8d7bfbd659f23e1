/** The content of a manuscript: the blocks of a rule in order, without a look. */

/** A piece of text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: "italic" | "bold" | "raised";
}

export type Text = readonly Span[];

export type Block =
  /** A line of the document's head: agency, docket number, title. */
  | { readonly kind: "opening"; readonly text: Text; readonly isStrong: boolean }
  | { readonly kind: "heading"; readonly text: Text }
  /** `AGENCY:` and the text after it on the same line. */
  | { readonly kind: "labelled"; readonly label: string; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "bullet"; readonly text: Text }
  /** `depth` is 0 for "1.", 1 for "a.", 2 for "i.". */
  | { readonly kind: "instruction"; readonly depth: number; readonly text: Text }
  | { readonly kind: "stars" }
  /** Lines with fixed ends: the signature, the filing line. */
  | { readonly kind: "lines"; readonly lines: readonly Text[] }
  | Table;

export interface Table {
  readonly kind: "table";
  /** The column heads. The first column has the country, the second the entry. */
  readonly columns: readonly Text[];
  readonly rows: readonly TableRow[];
}

export type TableRow =
  | { readonly kind: "stars" }
  | { readonly kind: "country"; readonly name: string }
  /** One cell for each column except the first. A cell has one Text per typed line. */
  | { readonly kind: "entry"; readonly cells: readonly Cell[] }
  /** The address of the entry above, in its own row. */
  | { readonly kind: "address"; readonly cell: Cell };

export type Cell = readonly Text[];

export interface Manuscript {
  /** The lines that the Office of the Federal Register stamps on the first page. */
  readonly stamp: readonly string[];
  readonly blocks: readonly Block[];
}

export function plain(text: string): Text {
  return [{ text }];
}

/** Braces mark italics, carets a raised footnote mark: `“A”; {and} “B”`, `(2),^4^ and`. */
export function marked(text: string): Text {
  return text.split(/(\{[^{}]*\}|\^[^^]*\^)/).flatMap((part): Span[] => {
    if (part === "") return [];
    if (part.startsWith("{")) return [{ text: part.slice(1, -1), style: "italic" }];
    if (part.startsWith("^")) return [{ text: part.slice(1, -1), style: "raised" }];
    return [{ text: part }];
  });
}
