/** The text of a license column with its words as printed and its punctuation made regular. */

import { collapse } from "./cell-text.ts";
import { plainPrint } from "./plain-print.ts";

export function tidyTerm(printed: string): string {
  return (
    collapse(plainPrint(printed))
      .replace(/(§+)\s*(?=\d)/g, "$1 ")
      .replace(/\( /g, "(")
      .replace(/ \)/g, ")")
      // "…of the EAR.)" and "…of the EAR)."
      .replace(/\.\)/g, ")")
      // A footnote mark stands behind the comma of its section: "734.9(g) ,3 746.8", "734.9(g)3, 746.8", "734.9(g), 3 746.8".
      .replace(/\)\s*(?:,\s*([1-5])|([1-5])\s*,)\s+(?=7\d\d\.)/g, "),$1$2 ")
      .replace(/\bEAR\)\s*\.?\s*([1-5])\.?$/, "EAR) $1")
      .replace(/[\s.;,]+$/, "")
  );
}
