/** Which supplement to part 744 is which list. */

import type { ListCode } from "../model/entry.ts";

const LIST_OF_SUPPLEMENT: Readonly<Record<string, ListCode>> = { 4: "EL", 6: "UVL", 7: "MEU" };
const SUPPLEMENT = /\bsupp(?:lement|\.)?\s+no\.?\s*(\d+)\s+to\s+(?:this\s+)?part\s+744\b/i;

/** `Supplement No. 4 to Part 744`, `supplement no. 4 to part 744 is amended`; null where no list is named. */
export function listOfSupplement(text: string): ListCode | null {
  return LIST_OF_SUPPLEMENT[SUPPLEMENT.exec(text)?.[1] ?? ""] ?? null;
}
