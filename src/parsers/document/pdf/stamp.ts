/** Reads the document number from the stamp that the Office of the Federal Register puts on a displayed document. */

import { linesOf, textOfLine } from "./page/lines.ts";
import type { PagePrint } from "./page/page-print.ts";

/** `available online at https://federalregister.gov/d/2025-05427`; older stamps have `http://federalregister.gov/a/2012-7333`. The link may wrap. */
const LINK = /federalregister\.\s*gov\/\s*[ad]\/\s*((?:[A-Z]\d?-\s*)?\d{2,4}-\s*\d+)/i;

/** Null if the first page has no stamp. */
export function readStamp(pages: readonly PagePrint[]): string | null {
  const text = linesOf(pages[0]?.glyphs ?? [])
    .map(textOfLine)
    .join("\n");
  return LINK.exec(text)?.[1]?.replaceAll(/\s+/g, "") ?? null;
}
