/** A line of an extracted text. */

/** The separator between a line and the line before. */
export type Gap = "none" | "blank" | "page";

export interface PrintedLine {
  /** With single spaces. */
  readonly text: string;
  readonly gap: Gap;
}
