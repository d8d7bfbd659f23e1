/** Names of the Unverified and the Military End-User List, beside the Consolidated Screening List. */

import { readText } from "../corpus.ts";
import { table } from "../markdown.ts";
import type { Measurement } from "../measurement.ts";
import { compareNames } from "./screening-list.ts";
import { readEntries } from "./snapshots.ts";

const NAMES_GOAL = 0.985;

export function measureOtherLists(): Measurement {
  const named = compareNames(
    readEntries("2026-07-18"),
    readText("csl", "csl-2022-05-06-bis.csv.gz"),
  );
  return {
    title: "Other lists",
    measures: "names of the Unverified and the Military End-User List",
    material: "both lists in the eCFR of 2026-07-18, as published",
    label: "the Consolidated Screening List of 2022-05-06, where an entry is in both",
    amount: named.map(({ list, both }) => `${both} entries of the ${list}`).join(", "),
    figures: named.map(({ list, both, same }) => ({
      name: `names of the ${list}`,
      right: same,
      total: both,
      goal: NAMES_GOAL,
      labelFaults: 0,
    })),
    details: table(
      ["list", "read", "in the label", "in both", "same", "differing: read, and the label"],
      named.map(({ list, read, label, both, same, differing }) => {
        const names = differing.map((one) => `${one.read} / ${one.label}`).join(" ¶ ");
        return [list, read, label, both, same, names];
      }),
    ),
  };
}
