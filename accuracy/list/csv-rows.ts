/** Reads CSV as spreadsheets write it (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes. */

const FIELD = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;

/** One record a row, by the names of the first row. */
export function readCsv(text: string): ReadonlyMap<string, string>[] {
  const rows: string[][] = [[]];
  FIELD.lastIndex = 0;
  for (let found = FIELD.exec(text); found !== null; found = FIELD.exec(text)) {
    const [whole, field = "", end] = found;
    const value = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    rows.at(-1)?.push(value);
    if (whole === "" || end === "") break;
    if (end !== ",") rows.push([]);
  }
  const [header = [], ...records] = rows.filter((row) => row.some((field) => field !== ""));
  return records.map((row) => new Map(header.map((name, at) => [name, (row[at] ?? "").trim()])));
}
