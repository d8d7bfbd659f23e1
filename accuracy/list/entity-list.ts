/** The Entity List as read beside the table that BIS typed from it two weeks before. */

import { readClasses } from "../classes.ts";
import { readText } from "../corpus.ts";
import type { Figure } from "../figure.ts";
import type { Measurement } from "../measurement.ts";
import { type Comparison, compareParties, type Field } from "./compare-parties.ts";
import { renderDisagreements } from "./disagreements.ts";
import { partiesOfEntries, partiesOfTable } from "./parties.ts";
import { readEntries } from "./snapshots.ts";

export function measureEntityList(): Measurement {
  const ours = partiesOfEntries(readEntries("2023-12-05"));
  const label = partiesOfTable(readText("bis", "entity-list-2023-11-21.csv.gz"));
  const comparison = compareParties(ours, label);
  const classes = readClasses(new URL("classes.txt", import.meta.url));
  return {
    title: "Entity List",
    measures: "names, aliases, addresses, license columns, citations",
    material: "the Entity List in the eCFR of 2023-12-05, as published",
    label: "BIS's own table of 2023-11-21, typed by hand; it has errors of its own",
    amount: `${ours.size} parties read, ${label.size} in the table`,
    figures: figuresOf(comparison),
    details: renderDisagreements(comparison, classes),
  };
}

function figuresOf({ tallies }: Comparison): Figure[] {
  const { ours, label, both } = tallies.address;
  const figure = (name: string, right: number, total: number, goal: number | null): Figure => {
    return { name, right, total, goal, labelFaults: 0 };
  };
  const precision = (name: string, field: Field, goal: number) =>
    figure(name, tallies[field].both, tallies[field].ours, goal);
  const recall = (name: string, field: Field, goal: number | null) =>
    figure(name, tallies[field].both, tallies[field].label, goal);
  return [
    precision("names", "name", 0.96),
    // The table's own errors leave no fair goal.
    recall("names of the table found", "name", null),
    precision("alias precision", "alias", 0.955),
    recall("alias recall", "alias", 0.965),
    figure("address F1", 2 * both, ours + label, 0.92),
    recall("license requirement", "requirement", 0.97),
    recall("license review policy", "policy", 0.97),
    recall("citations", "citation", 0.97),
  ];
}
