/** Compares the claims of the summary with the entries that were read. */

import { type ComparedCount, compareClaims } from "../../model/reading/check-claims.ts";
import type { Rule } from "../../model/reading/rule.ts";
import { hasUnreadTable } from "../../model/reading/unread-table.ts";
import { PAPER } from "../terminal/screen.ts";
import { formatTable } from "../terminal/table.ts";
import { heading, type Page } from "./page.ts";

export function markUpClaims(rule: Rule, page: Page): string[] {
  const counts = compareClaims(rule.claims, rule.amendments, rule.entries, hasUnreadTable(rule));
  if (counts.length === 0) return [];
  const [head = "", ...lines] = formatTable(
    [
      ["", "claimed", "read", ""],
      ...counts.map((count) => [
        describe(count),
        // Right-aligned, like the numbers of the column.
        count.claimed ?? "–".padStart("claimed".length),
        count.read,
        count.agrees ? "" : "<- disagrees",
      ]),
    ],
    PAPER,
  );
  return [
    ...heading(page, "CLAIMS"),
    page.paint("dim", head),
    ...lines.map((line, at) => (counts[at]?.agrees === false ? page.paint("red", line) : line)),
  ];
}

function describe({ op, list, what, destination }: ComparedCount): string {
  if (what === "destination") return `  under ${destination}`;
  return list === null ? `${op}, ${what}` : `${op}, ${list} ${what}`;
}
