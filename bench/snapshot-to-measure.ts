/** The real snapshot where the corpus is at hand; otherwise one of the same size, made from the demo's facts. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { facts } from "../src/demo/facts.ts";
import { renderSnapshot } from "../src/demo/render-snapshot.ts";

const TARGET_BYTES = 2_500_000;

export function snapshotToMeasure(): { bytes: Uint8Array; origin: string } {
  const name = "part744-2026-03-25.xml.gz";
  const path = join(process.env["ENTITYWIRE_CORPUS"] ?? "../shared/data", "ecfr", name);
  if (existsSync(path)) return { bytes: readFileSync(path), origin: name };
  const batch = facts.flatMap(({ added }) => added);
  const times = Math.ceil(TARGET_BYTES / renderSnapshot(batch).length);
  const rows = Array.from({ length: times }, () => batch).flat();
  const xml = renderSnapshot(rows);
  return { bytes: new TextEncoder().encode(xml), origin: "rendered (no corpus at hand)" };
}
