/** Rules on display as PDF, beside the same rules as XML. */

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { openPdfDocument } from "../../src/parsers/document/pdf/open-pdf-document.ts";
import { parseRule, readPrintedRule } from "../../src/parsers/rule.ts";
import {
  findManuscripts,
  type Manuscript,
  saidBy,
} from "../../test/support/display-manuscripts.ts";
import { requiredPath } from "../corpus.ts";
import type { Figure } from "../figure.ts";
import type { Measurement } from "../measurement.ts";

type Said = ReturnType<typeof saidBy>;

interface Pair {
  readonly read: Said;
  readonly label: Said;
}

export async function measureDisplayed(): Promise<Measurement> {
  const pairs: Pair[] = [];
  for (const manuscript of findManuscripts()) pairs.push(await readBoth(manuscript));
  const rules = pairs.filter(({ read, label }) => isDeepStrictEqual(read, label)).length;
  return {
    title: "Rules on display",
    measures: "instructions, entries and reasons in a PDF, every field; the whole rule",
    material: "made manuscripts of three rules, as a word processor and a browser print them",
    label: "what our reader reads in the XML of the same rule",
    amount: `${pairs.length} PDFs`,
    figures: [
      countShared("instructions", pairs, ({ amendments }) => amendments),
      countShared("entries", pairs, ({ entries }) => entries),
      countShared("reasons", pairs, ({ justifications }) => justifications),
      { name: "whole rules", right: rules, total: pairs.length, goal: null, labelFaults: 0 },
    ],
    details: [],
  };
}

async function readBoth({ name, documentNumber, pdfPath, xml }: Manuscript): Promise<Pair> {
  const path = pdfPath ?? requiredPath(`display/${name}.pdf`);
  const printed = await openPdfDocument(new Uint8Array(readFileSync(path)));
  return {
    read: saidBy(readPrintedRule(printed).rule),
    label: saidBy(parseRule(xml ?? requiredPath(`fr/${documentNumber}.xml`)).rule),
  };
}

/** How many of the label's records were read with the same value in every field. */
function countShared(
  name: string,
  pairs: readonly Pair[],
  recordsOf: (said: Said) => readonly unknown[],
): Figure {
  const records = pairs.flatMap(({ read, label }) =>
    recordsOf(label).map((record) => {
      return recordsOf(read).some((other) => isDeepStrictEqual(other, record));
    }),
  );
  const right = records.filter(Boolean).length;
  return { name, right, total: records.length, goal: null, labelFaults: 0 };
}
