/** Normalizes the punctuation of a license column and keeps its words as printed. */

import { collapse } from "./cell-text.ts";
import { plainPrint } from "./plain-print.ts";

export function tidyTerm(printed: string): string {
  return (
    collapse(plainPrint(printed))
      .replace(/(?<!§)(§+)\s*(?=\d)/g, "$1 ")
      .replace(/\( /g, "(")
      .replace(/ \)/g, ")")
      // "…of the EAR.)" and "…of the EAR)."
      .replace(/\.\)/g, ")")
      // Moves a footnote mark behind the comma of its section: "734.9(g) ,3 746.8", "734.9(g)3, 746.8", "734.9(g), 3 746.8".
      .replace(/\)\s*(?:,\s*([1-5])|([1-5])\s*,)\s+(?=7\d\d\.)/g, "),$1$2 ")
      .replace(/\bEAR\)\s*(?:\.\s*)?([1-5])\.?$/, "EAR) $1")
      .replace(/(?<![\s.;,])[\s.;,]+$/, "")
  );
}
