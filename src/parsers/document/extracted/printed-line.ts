/** A line of an extracted text. */

/** What stands between a line and the one before it. */
export type Gap = "none" | "blank" | "page";

export interface PrintedLine {
  /** With single spaces. */
  readonly text: string;
  readonly gap: Gap;
}
