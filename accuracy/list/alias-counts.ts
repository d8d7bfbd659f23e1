/** A check whose label the entry prints itself: "the following six aliases", and the aliases read. */

import type { Entry } from "../../src/model/entry.ts";
import { table } from "../markdown.ts";
import type { Measurement } from "../measurement.ts";
import { readEntries, SNAPSHOTS } from "./snapshots.ts";

const ANNOUNCES = /\bfollow\w*\b[^:\n]*\balias/;

interface Announced {
  readonly day: string;
  readonly announcing: number;
  /** Destination country and name of the entries that announce another number than they list. */
  readonly differing: readonly string[];
}

export function measureAliasCounts(): Measurement {
  const counted = Object.keys(SNAPSHOTS).map((day) => countAnnounced(day, readEntries(day)));
  const total = counted.reduce((sum, { announcing }) => sum + announcing, 0);
  return {
    title: "Alias counts",
    measures: "number of aliases",
    material: `all lists in the eCFR of ${Object.keys(SNAPSHOTS).join(", ")}, as published`,
    label: "the number that the entry itself announces",
    amount: `${total} entries that announce one`,
    figures: counted.map(({ day, announcing, differing }) => ({
      name: `alias counts of ${day}`,
      right: announcing - differing.length,
      total: announcing,
      goal: null,
      labelFaults: 0,
    })),
    details: [
      "Entries that list another number than they announce; they carry the flag `alias-count-differs`.",
      "",
      ...table(
        ["snapshot", "entries"],
        counted.map(({ day, differing }) => [day, differing.join(" ¶ ")]),
      ),
    ],
  };
}

function countAnnounced(day: string, entries: readonly Entry[]): Announced {
  const announcing = entries.filter(({ raw }) => ANNOUNCES.test(raw));
  const differing = announcing.filter(({ flags }) => flags.includes("alias-count-differs"));
  return {
    day,
    announcing: announcing.length,
    differing: differing.map(({ country, name }) => `${country} ${name}`),
  };
}
