/** Whether license columns and citations are printed in the same letters; only their readings are stored. */

import { MONTHS } from "../clock/months.ts";
import type { Citation, Entry } from "../entry.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import { lettersOf } from "./letters.ts";

/** Compares `entries` and `rows` as wholes: a row may be split, or contain two entries. */
export function hasSameTerms(entries: readonly Entry[], rows: readonly PrintedTerms[]): boolean {
  const cited = entries.flatMap(({ citations }) => citations.map(patternOfCitation));
  if (cited.includes(null)) return false;
  const printed = [0, 1, 2].map((column) =>
    rows.map((row) => lettersOf(row[column] ?? "")).join(""),
  );
  const terms = columnsOf(entries).map(([first, second]) => first + second);
  return new RegExp(`^(?:${terms.join("|")})${cited.join("")}$`).test(printed.join(""));
}

/** The letters of the two license columns. Some rows have them interchanged: each entry may have either order. */
function columnsOf(entries: readonly Entry[]): (readonly [string, string])[] {
  return entries.reduce<(readonly [string, string])[]>(
    (columns, one) => {
      const requirement = lettersOf(one.licenseRequirement?.text ?? "");
      const policy = lettersOf(one.licenseReviewPolicy?.text ?? "");
      return columns.flatMap(([first, second]) => [
        [first + requirement, second + policy] as const,
        [first + policy, second + requirement] as const,
      ]);
    },
    [["", ""]],
  );
}

/** `88 FR 38741, 06/12/23.`, `90 FR 17340, April 25, 2025.`, `80 FR 52968 preview citation details, 9/2/15.` */
function patternOfCitation({ volume, page, date }: Citation): string | null {
  const [year, month, day] = date?.split("-") ?? [];
  if (page === null || year === undefined) return null;
  const name = MONTHS[Number(month) - 1] ?? "";
  const shortName = `${name.slice(0, 3)}(?:${name.slice(3)})?`;
  const dates = `(?:0?${Number(month)}|${shortName})0?${Number(day)}(?:20)?${year.slice(2)}`;
  return `${volume}(?:fr)+${page}(?:previewcitationdetails)?${dates}`;
}
