/** Each instruction as printed and as read, with its rows. */

import type { Entry } from "../../model/entry.ts";
import { nameKey } from "../../model/name-key.ts";
import { describeTerms } from "../../model/reading/describe-terms.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import type { Amendment } from "../../model/reading/rule.ts";
import type { Style } from "../terminal/screen.ts";
import { heading, type Page, wrap } from "./page.ts";
import type { ReasonPrinter } from "./reasons.ts";

const OP_STYLES: Readonly<Record<Amendment["op"], Style>> = {
  add: "green",
  revise: "yellow",
  remove: "red",
  redesignate: "yellow",
  correct: "yellow",
};
const INDENT = "    ";

export function markUpInstructions(reading: RuleReading, reasons: ReasonPrinter, page: Page) {
  const { amendments } = reading.rule;
  if (amendments.length === 0) return [...heading(page, "INSTRUCTIONS"), "None could be read."];
  return [
    ...heading(page, "INSTRUCTIONS"),
    ...amendments.flatMap((amendment, at) => [
      // One paragraph may give several instructions. It is shown once.
      ...(amendments[at - 1]?.text === amendment.text
        ? []
        : [
            ...(at === 0 ? [] : [""]),
            ...wrap(page, amendment.text, { first: "| ", rest: "| ", style: "dim" }),
          ]),
      ...markUpReading(amendment, page),
      ...markUpParties(amendment, reading, reasons, page),
    ]),
  ];
}

function markUpReading({ op, list, destination, names }: Amendment, page: Page): string[] {
  const quoted = names.map((name) => `“${name}”`).join(", ");
  const text = `${op}, list ${list}, under ${destination}: ${quoted || "no name quoted"}`;
  return wrap(page, text, { first: "  => ", style: OP_STYLES[op] });
}

function markUpParties(
  { op, names, entryIndexes }: Amendment,
  { rule, rows }: RuleReading,
  reasons: ReasonPrinter,
  page: Page,
): string[] {
  if (op === "remove") {
    return names.flatMap((name) => [
      ...wrap(page, name, { first: `${INDENT}- `, style: "bold" }),
      ...reasons.print((passage) =>
        passage.names.some((named) => nameKey(named) === nameKey(name)),
      ),
    ]);
  }
  return entryIndexes.flatMap((at) => {
    const entry = rule.entries[at];
    if (entry === undefined) return [];
    return [
      ...wrap(page, entry.name, { first: `${INDENT}- `, style: "bold" }),
      ...describeRow(entry, rows[at] ?? []).flatMap((text) =>
        wrap(page, text, { first: `${INDENT}  `, rest: `${INDENT}    ` }),
      ),
      ...reasons.print((passage) => passage.entryIndexes.includes(at)),
    ];
  });
}

function describeRow(entry: Entry, rows: readonly number[]): string[] {
  const { destination, aliases, addresses, citations, flags } = entry;
  const where = rows.length === 1 ? `row ${rows[0]}` : `rows ${rows.join(" and ")}`;
  const cited = citations.map(
    ({ volume, page, date }) => `${volume} FR ${page ?? "(page unknown)"}, ${date ?? "no date"}`,
  );
  return [
    `${destination}; ${count(aliases.length, "alias", "aliases")}; ${count(addresses.length, "address", "addresses")}; ${where}`,
    ...describeTerms(entry),
    `Citations: ${cited.join("; ") || "none"}`,
    ...(flags.length === 0 ? [] : [`Parser notes: ${flags.join(", ")}`]),
  ];
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number || "no"} ${many}`;
}
