/** A list of which the eCFR shows only a part for a day, as if the rest had been removed. */

import type { Scene } from "./scene.ts";

const ROW = /<TR>\n<TD[\s\S]*?<\/TR>\n/g;

/** False on a day that has a list of its own: what was shown of it cannot be unseen. */
export function showShrunkenList({ server, arrival: { day } }: Scene): boolean {
  const { snapshots, ...world } = server.world;
  const last = snapshots.at(-1);
  if (last === undefined || last.date >= day) return false;
  let row = 0;
  // The first row of all names the country.
  const xml = last.xml.replace(ROW, (text) => {
    row += 1;
    return row % 2 === 1 ? text : "";
  });
  const shrunken = { date: day, xml };
  server.world = { ...world, snapshots: [...snapshots, shrunken], upToDateAsOf: day };
  return true;
}
