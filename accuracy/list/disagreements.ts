/** Every disagreement about the Entity List, with its class. */

import type { Classes } from "../classes.ts";
import { shorten, table } from "../markdown.ts";
import { type Comparison, FIELDS } from "./compare-parties.ts";

export function renderDisagreements(
  { tallies, disagreements }: Comparison,
  classes: Classes,
): string[] {
  return [
    "A row below is one field of one party: what only the parser has, and what only the table has. The counts of classes",
    "(`list/classes.txt`) count such rows.",
    "",
    ...table(
      ["field", "read", "in the table", "in both", ...classes.names],
      FIELDS.map((field) => {
        const { ours, label, both } = tallies[field];
        const own = disagreements.filter((one) => one.field === field);
        const counts = classes.names.map((name) => {
          return own.filter(({ id }) => classes.of(id) === name).length;
        });
        return [field, ours, label, both, ...counts];
      }),
    ),
    ...FIELDS.flatMap((field) => [
      "",
      `### ${field}`,
      "",
      ...table(
        ["id", "party", "read", "table", "class"],
        disagreements
          .filter((one) => one.field === field)
          .map(({ id, country, party, ours, label }) => {
            return [
              id,
              `${country} ${party}`,
              shorten(ours.join(" ¶ ")),
              shorten(label.join(" ¶ ")),
              classes.of(id),
            ];
          }),
      ),
    ]),
  ];
}
