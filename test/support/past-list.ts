/** A real text of part 744 as it may have been on an earlier day: without the rows that were not cited yet. */

const SUPPLEMENT_4 = /<DIV9 N="Supplement No\. 4 to Part 744"[\s\S]*?<\/DIV9>/;
const BODY = /<TBODY>[\s\S]*?<\/TBODY>/;
const ROW = /<TR>[\s\S]*?<\/TR>\s*/g;
const CELL = /<TD[^>]*?(?:\/>|>([\s\S]*?)<\/TD>)/;
const CITED_ON = /(\d{1,2})\/(\d{1,2})\/(\d{2,4})/;

/** Of the Entity List only. The country is printed in the first row of its block, whichever row that now is. */
export function listAsOf(xml: string, day: string): string {
  return xml.replace(SUPPLEMENT_4, (supplement) =>
    supplement.replace(BODY, (body) => `<TBODY>\n${rowsUntil(body, day).join("")}</TBODY>`),
  );
}

function rowsUntil(body: string, day: string): string[] {
  const kept: string[] = [];
  let country = "";
  let printed = "";
  let isKept = true;
  for (const [row] of body.matchAll(ROW)) {
    const first = CELL.exec(row)?.[1]?.trim() ?? "";
    if (first !== "") country = first;
    const cited = citedOn(row);
    // A continuation row has no citation and goes with the row above.
    if (cited !== null) isKept = cited <= day;
    if (!isKept) continue;
    kept.push(country === printed ? row : row.replace(CELL, `<TD class="left">${country}</TD>`));
    printed = country;
  }
  return kept;
}

function citedOn(row: string): string | null {
  const cells = row.split("<TD");
  const [, month, date, year] = CITED_ON.exec(cells.at(-1) ?? "") ?? [];
  if (month === undefined || date === undefined || year === undefined) return null;
  const full = year.length === 4 ? year : `${Number(year) > 90 ? "19" : "20"}${year}`;
  return `${full}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
}
