/** The committed report: the raw figures, and every disagreement with its class. */

import type { Announced } from "./announced.ts";
import { type Comparison, type Disagreement, FIELDS, type Field } from "./compare.ts";
import type { Figure } from "./figures.ts";
import type { NamesInBoth } from "./screening-list.ts";

/** Names and single cells, not the table: enough to find the entry by. */
const MAX_LENGTH = 160;
const UNCLASSED = "not classed yet";

export function renderReport(
  figures: readonly Figure[],
  { disagreements, tallies }: Comparison,
  classes: ReadonlyMap<string, readonly string[]>,
  announced: readonly Announced[],
  named: readonly NamesInBoth[],
): string {
  const classById = new Map(
    [...classes].flatMap(([name, ids]) => ids.map((id) => [id, name] as const)),
  );
  const classOf = ({ id }: Disagreement) => classById.get(id) ?? UNCLASSED;
  const names = [...classes.keys(), UNCLASSED];
  const count = (field: Field, name: string) =>
    disagreements.filter((one) => one.field === field && classOf(one) === name).length;

  return [
    "# Accuracy",
    "",
    "Written by `npm run accuracy`. The Entity List of 2023-12-05 as the parser reads it, beside BIS's own table of",
    "2023-11-21. The raw figures are the gate; the classes (`classes.txt`) are for the reader. A row below is one field of one",
    "party: what only the parser has, and what only the table has. The counts of classes count such rows.",
    "",
    "| figure | raw | goal |",
    "| --- | --- | --- |",
    ...figures.map(({ name, value, goal }) => `| ${name} | ${value.toFixed(4)} | ${goal ?? ""} |`),
    "",
    "## Announced counts",
    "",
    "Entries that announce a number of aliases, and those that list another one; they carry the flag `alias-count-differs`.",
    "",
    "| snapshot | announce | agree | differ |",
    "| --- | --- | --- | --- |",
    ...announced.map(({ date, announcing, differing }) => {
      return row([
        date,
        `${announcing}`,
        `${announcing - differing.length}`,
        differing.join(" ¶ "),
      ]);
    }),
    "",
    "## Names of the other lists",
    "",
    "The Unverified and the Military End-User List of 2026-07-18, beside the Consolidated Screening List of 2022-05-06: entries",
    "that are in both, and those whose name is the same there.",
    "",
    "| list | read | in the label | in both | same | share | differing: read, and the label |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...named.map(({ list, read, label, both, same, differing }) => {
      const share = (same / both).toFixed(4);
      const names = differing.map((one) => `${one.read} / ${one.label}`).join(" ¶ ");
      return row([list, `${read}`, `${label}`, `${both}`, `${same}`, share, names]);
    }),
    "",
    "## Counts",
    "",
    `| field | read | in the table | in both | ${names.join(" | ")} |`,
    `| --- | --- | --- | --- |${" --- |".repeat(names.length)}`,
    ...FIELDS.map((field) => {
      const { ours, label, both } = tallies[field];
      const counts = names.map((name) => count(field, name));
      return `| ${[field, ours, label, both, ...counts].join(" | ")} |`;
    }),
    "",
    ...FIELDS.flatMap((field) => [
      `## ${field}`,
      "",
      "| id | party | read | table | class |",
      "| --- | --- | --- | --- | --- |",
      ...disagreements
        .filter((one) => one.field === field)
        .map((one) => {
          const party = `${one.country} ${one.party}`;
          return row([one.id, party, shorten(one.ours), shorten(one.label), classOf(one)]);
        }),
      "",
    ]),
  ].join("\n");
}

function shorten(values: readonly string[]): string {
  const text = values.join(" ¶ ");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/g, " ").replaceAll("|", "\\|").trim()).join(" | ")} |`;
}
