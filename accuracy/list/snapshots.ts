/** The lists as the eCFR shows them on three days. */

import type { Entry } from "../../src/model/entry.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { readText } from "../corpus.ts";

/** File by day. The oldest has the Entity List alone. */
export const SNAPSHOTS: Readonly<Record<string, string>> = {
  "2023-12-05": "supplement4-2023-12-05.xml.gz",
  "2026-03-25": "part744-2026-03-25.xml.gz",
  "2026-07-18": "part744-2026-07-18.xml.gz",
};

/** Those of all lists. */
export function readEntries(day: string): Entry[] {
  const { lists } = parseSnapshot(readText("ecfr", SNAPSHOTS[day] ?? day));
  return lists.flatMap(({ entries }) => entries);
}
